import type { ScreenCursor } from '../../../core/ports/pane-screen.ts'
import { findPattern, findPatterns, type PatternMatch } from '../../../core/text/linear-pattern.ts'
import type { ScreenRows } from './screen-rows.ts'

/** A text that is not a prompt. If a profile's pattern `ready` matches it, the pattern matches too much and is not used. */
const NO_PROMPT = 'Overwrite the file? [y/N] '

/** If the pattern `ready` matches this many rows or more above the cursor, it matches old output. */
const NEAR_ROWS = 8

export interface OwnPrompt {
  readonly row: number
  readonly typed: string
  /** The last character of the prompt. null: the pattern also matches text behind the cursor. */
  readonly mark: string | null
}

/**
 * Finds a prompt that only the profile knows (`mybot> $`) in the line with the cursor, and the text that is typed after it. A pattern that
 * ends in `$` is also tried without the `$`, because with it the pattern does not match once something is typed.
 */
export function readOwnPrompt(rows: ScreenRows, cursor: ScreenCursor, ready: string): OwnPrompt | null {
  if (!tells(ready)) return null
  const from = lineStart(rows, cursor.row)
  const upTo = textUpTo(rows, cursor)
  const begin = offsetOf(rows, from)
  for (const pattern of ready.endsWith('$') && !ready.endsWith('\\$') ? [ready, ready.slice(0, -1)] : [ready]) {
    const match = findPatterns(pattern, upTo).findLast(({ end, start }) => end > begin && end > start)
    if (match !== undefined) return { row: from, typed: solidBehind(rows, cursor, match.end), mark: match.text.trimEnd().at(-1) ?? null }
  }
  return isAround(rows, cursor, ready) ? { row: from, typed: '', mark: null } : null
}

/**
 * Whether the pattern matches text on both sides of the cursor, up to a hint or frame. Such a pattern matches only while the input field
 * is empty.
 */
function isAround(rows: ScreenRows, { row, column }: ScreenCursor, ready: string): boolean {
  const at = offsetOf(rows, row) + column
  return findPatterns(ready, rows.text.join('\n')).some(({ start, end }) => start < at && end > at)
}

/**
 * Whether the profile's pattern matches near a cursor that has nothing but a frame to its left. If it matches above the cursor, only
 * blanks and frames may be in between.
 */
export function isReadyAtCursor(rows: ScreenRows, cursor: ScreenCursor, ready: string): boolean {
  const whole = rows.text.join('\n')
  const match = tells(ready) ? findPatterns(ready, whole).at(-1) : undefined
  if (match === undefined) return false
  const before = (rows.solid[cursor.row] ?? '').slice(0, cursor.column)
  if (before.replace(/[\s│┃|]/gu, '') !== '') return false
  const row = rowOf(whole, match)
  if (row > cursor.row) return true
  const between = rows.solid.join('\n').slice(match.end, offsetOf(rows, cursor.row))
  return cursor.row - row < NEAR_ROWS && between.replace(/[\s─━═╭╮╰╯└┘┌┐┴┬│┃|]/gu, '') === ''
}

function tells(ready: string): boolean {
  return findPattern(ready, NO_PROMPT) === null && findPattern(ready, '') === null
}

/** The first row of the wrapped line that ends in the given row. */
function lineStart({ text, columns }: ScreenRows, row: number): number {
  let first = row
  while (columns > 0 && first > 0 && (text[first - 1] ?? '').length >= columns - 1) first -= 1
  return first
}

function textUpTo({ text }: ScreenRows, { row, column }: ScreenCursor): string {
  const last = (text[row] ?? '').slice(0, column).padEnd(column)
  return [...text.slice(0, row), last].join('\n')
}

function offsetOf({ text }: ScreenRows, row: number): number {
  return text.slice(0, row).reduce((sum, line) => sum + line.length + 1, 0)
}

function solidBehind({ text, solid }: ScreenRows, cursor: ScreenCursor, end: number): string {
  const offset = offsetOf({ text, solid, columns: 0 }, cursor.row)
  const rest = (solid[cursor.row] ?? '').slice(Math.max(0, end - offset))
  const above = end < offset ? solid.slice(0, cursor.row).join('\n').slice(end) : ''
  return `${above}${rest}`.trim()
}

function rowOf(text: string, { end }: PatternMatch): number {
  return text.slice(0, end).split('\n').length - 1
}
