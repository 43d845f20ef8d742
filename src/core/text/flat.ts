/** A text and its picture on a screen are compared by what no wrapping or drawing changes. */

/** Letters and digits alone: frames count for nothing, nor do marks of Markdown (Codex 0.169.0 draws dots for dashes, and none around code). */
export function wordsAlone(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '')
}

/** All but blanks: signs count, as of a program that draws a text as it is. */
export function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '')
}
