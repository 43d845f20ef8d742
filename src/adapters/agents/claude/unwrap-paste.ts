/** Claude Code 2.1.330 puts a paste that it does not show whole between marks with an id of its own; 2.1.197 does not. */
const WRAPPED = /^\n\n<pasted_content id="(?<id>\w+)">\n(?<text>[\s\S]*)\n<\/pasted_content id="\k<id>">\n?$/

/** The text as it was pasted. What was typed beside a paste is left as it is: it is another text. */
export function unwrapPaste(prompt: string): string {
  const { text } = WRAPPED.exec(prompt)?.groups ?? {}
  return text === undefined || text.includes('\n</pasted_content id="') ? prompt : text
}
