import { plainText } from '../text/plain-text.ts'

/** A text from outside as one short line without control characters. */
export function oneLine(text: string, mostChars = 100): string {
  return plainText(text.trim().replaceAll(/\s+/g, ' '), mostChars)
}

/** A task's title: its first line with words, without Markdown's hashes. */
export function taskTitle(task: string): string {
  const first = /^[#\s>*-]*(\S.*)$/m.exec(task.slice(0, 4000))
  return oneLine(first?.[1] ?? '', 100)
}

/** A `- ` line for each item. Items beyond `most` are counted, not shown. */
export function bullets(items: readonly string[], most = items.length): string {
  const shown = items.slice(0, most).map(item => `- ${item}`)
  return items.length > most ? [...shown, `- and ${items.length - most} more`].join('\n') : shown.join('\n')
}

/** The end of a program's output. A bar before each line keeps the output apart from the message. */
export function quotedEnd(output: string, mostChars = 5000): string {
  const plain = plainText(output, output.length * 8, { lines: true }).trimEnd()
  if (plain === '') return ''
  const lines = plain.slice(-mostChars).split('\n')
  return lines.map(line => `| ${line}`).join('\n')
}

/** The first reasons of a rejection, each short enough to read. */
export function reasonLines(reasons: readonly string[]): string {
  return bullets(
    reasons.map(reason => oneLine(reason, 300)),
    10,
  )
}
