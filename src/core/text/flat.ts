/** Ways to compare a text with its rendering on a screen: they keep only what wrapping and drawing leave unchanged. */

/**
 * Keeps letters and digits only. Frames and Markdown marks are ignored, because Codex 0.169.0 draws dashes as dots and leaves out
 * backticks.
 */
export function wordsAlone(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Keeps everything except blanks, for programs that draw a text unchanged. */
export function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '')
}
