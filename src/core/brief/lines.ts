/** A text from elsewhere as one short, inert line. */
export function oneLine(text: string, mostChars = 100): string {
  const plain = text.replaceAll(/[\s\x00-\x1f\x7f-\x9f]+/g, ' ').trim()
  return plain.length > mostChars ? `${plain.slice(0, mostChars - 1)}…` : plain
}

/** What a task is called: its first line with words, without Markdown's hashes. */
export function taskTitle(task: string): string {
  const first = /^[#\s>*-]*(\S.*)$/m.exec(task.slice(0, 4000))
  return oneLine(first?.[1] ?? '', 100)
}

/** One `- ` line each; more than `most` are counted, not shown. */
export function bullets(items: readonly string[], most = 50): string {
  const shown = items.slice(0, most).map(item => `- ${item}`)
  return items.length > most ? [...shown, `- and ${items.length - most} more`].join('\n') : shown.join('\n')
}

/** Output of a program, each line behind a bar, so that none of it can be taken for a line of the message. */
export function quoted(output: string): string {
  const text = output.replace(/\s+$/, '')
  return text === ''
    ? ''
    : text
        .split('\n')
        .map(line => `| ${line}`)
        .join('\n')
}
