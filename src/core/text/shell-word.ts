/** The text as one word of a shell command that a person may type or `sh -c` runs. */
export function shellWord(text: string): string {
  return /^[\w/.:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
