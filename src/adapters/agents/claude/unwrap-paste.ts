/** If Claude Code 2.1.330 shows a paste in short form, it encloses the text in marks with an id. 2.1.197 does not. */
const WRAPPED = /^\n\n<pasted_content id="(?<id>\w+)">\n(?<text>[\s\S]*)\n<\/pasted_content id="\k<id>">\n?$/

/**
 * The text as it was pasted, without the marks. If the prompt also contains typed text, it does not equal the pasted text, and the function
 * returns it unchanged.
 */
export function unwrapPaste(prompt: string): string {
  const { text } = WRAPPED.exec(prompt)?.groups ?? {}
  return text === undefined || text.includes('\n</pasted_content id="') ? prompt : text
}
