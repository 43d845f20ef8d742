/**
 * The functions below make a text and its picture on a screen comparable. They keep only the characters that stay the same when a program
 * wraps and draws a text.
 */

/**
 * Keeps only letters and digits. Frames and the markup of Markdown are left out, because Codex 0.169.0 draws dashes as dots and leaves out
 * backquotes.
 */
export function wordsAlone(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Keeps everything except blanks. It is for programs that draw a text as it is. */
export function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '')
}
