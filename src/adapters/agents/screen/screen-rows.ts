import type { PaneScreen } from '../../../core/ports/pane-screen.ts'

/** A screen as rows. The character U+00A0, which Claude Code 2.1 writes behind its prompt character, is replaced by a space. */
export interface ScreenRows {
  readonly text: readonly string[]
  /** The rows without faint characters. Each row has the same length as that row of `text`. */
  readonly solid: readonly string[]
  readonly columns: number
}

export function toRows({ text, solid, columns }: PaneScreen): ScreenRows {
  const rows = plain(text).split('\n')
  const solidRows = plain(solid).split('\n')
  return { text: rows, solid: rows.map((row, index) => (solidRows[index] ?? '').padEnd(row.length)), columns }
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}

/** Whether a row contains nothing but a frame: the edge of a box, or a horizontal line. */
export function isFrame(row: string): boolean {
  return row.trim() !== '' && /^[\s─━═╭╮╰╯└┘┌┐┴┬▀▄]*$/u.test(row)
}

export function withoutBars(row: string): string {
  return row.replace(/^[\s│┃|]+|[\s│┃|]+$/gu, '')
}
