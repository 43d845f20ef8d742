/** Compares a text with its rendering on a screen, by the parts that wrapping and drawing preserve. */

/** Letters and digits only: ignores frames and Markdown marks (Codex 0.169.0 draws dashes as dots, and no backticks). */
export function wordsAlone(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Everything but blanks: for programs that draw a text verbatim. */
export function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '')
}
