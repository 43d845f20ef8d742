import { plainText } from '../text/plain-text.ts'

/** Makes one short line of a text from outside, without control characters. */
export function oneLine(text: string, mostChars = 100): string {
  return plainText(text.trim().replaceAll(/\s+/g, ' '), mostChars)
}

/** Returns the title of a task: its first line that has words, without the `#` characters of Markdown. */
export function taskTitle(task: string): string {
  const first = /^[#\s>*-]*(\S.*)$/m.exec(task.slice(0, 4000))
  return oneLine(first?.[1] ?? '', 100)
}

/** Makes a line that begins with `- ` for each item. If there are more than `most`, the others are only counted. */
export function bullets(items: readonly string[], most = items.length): string {
  const shown = items.slice(0, most).map(item => `- ${item}`)
  return items.length > most ? [...shown, `- and ${items.length - most} more`].join('\n') : shown.join('\n')
}

/**
 * Returns the end of a program's output. Each line gets a bar in front, so that the agent does not take the output for a part of the
 * message.
 */
export function quotedEnd(output: string, mostChars = 5000): string {
  const plain = plainText(output, output.length * 8, { lines: true }).trimEnd()
  if (plain === '') return ''
  const lines = plain.slice(-mostChars).split('\n')
  return lines.map(line => `| ${line}`).join('\n')
}

/** Returns the first 10 reasons of a rejection, one line each, cut to 300 characters. */
export function reasonLines(reasons: readonly string[]): string {
  return bullets(
    reasons.map(reason => oneLine(reason, 300)),
    10,
  )
}
