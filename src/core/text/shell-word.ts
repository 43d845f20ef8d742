/** Quotes the text as one word of a shell command, which a person types or `sh -c` runs. */
export function shellWord(text: string): string {
  return /^[\w/.:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
