import type { ScreenCursor } from '../../../core/ports/pane-screen.ts'
import { findPattern, findPatterns, type PatternMatch } from '../../../core/text/linear-pattern.ts'
import type { ScreenRows } from './screen-rows.ts'

/** No prompt: a pattern that matches it says nothing about where one is. */
const NO_PROMPT = 'Overwrite the file? [y/N] '

/** A `ready` pattern that matches so many rows above the cursor, or more, speaks of the past. */
const NEAR_ROWS = 8

export interface OwnPrompt {
  readonly row: number
  readonly typed: string
  /** Its last character; null: the pattern goes on behind the cursor. */
  readonly mark: string | null
}

/**
 * A prompt that only the profile knows (`mybot> $`), with the cursor in its line: what is typed behind it. A pattern that ends in
 * `$` is tried without that end too, for it does not match while something is typed.
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

/** A pattern that goes on behind the cursor, to a hint or the frame, matches only while nothing is typed. */
function isAround(rows: ScreenRows, { row, column }: ScreenCursor, ready: string): boolean {
  const at = offsetOf(rows, row) + column
  return findPatterns(ready, rows.text.join('\n')).some(({ start, end }) => start < at && end > at)
}

/**
 * Whether the profile's pattern matches near a cursor that stands in a free place: the line of the cursor holds nothing but
 * frame, and between a match above it and the cursor there is nothing else.
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

/** A long line goes over several rows: the first of those that end in the row of the cursor. */
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
