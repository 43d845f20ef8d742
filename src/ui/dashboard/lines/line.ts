import { fitTo, widthOf } from '../../text/width.ts'

export type Tone = 'plain' | 'good' | 'busy' | 'warn' | 'bad' | 'faint' | 'strong' | 'alarm'

/** A piece of text in one tone. */
export interface Segment {
  readonly text: string
  readonly tone: Tone
}

/** One row of the screen. Its texts stand from left to right and contain no control characters. */
export type Line = readonly Segment[]

export function segment(text: string, tone: Tone = 'plain'): Segment {
  return { text, tone }
}

export function line(text: string, tone: Tone = 'plain'): Line {
  return [segment(text, tone)]
}

/** The number of columns that a line takes. */
export function lineWidth(row: Line): number {
  return row.reduce((sum, { text }) => sum + widthOf(text), 0)
}

/** A text that takes exactly `columns` columns. A longer text is cut with …, and a shorter one is filled with blanks. */
export function cell(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const fitted = fitTo(text, columns)
  const blanks = ' '.repeat(Math.max(0, columns - widthOf(fitted)))
  return align === 'left' ? fitted + blanks : blanks + fitted
}

/** The line cut to `columns` columns. */
export function fitLine(row: Line, columns: number): Line {
  const fitted: Segment[] = []
  let left = columns
  for (const { text, tone } of row) {
    if (left <= 0) break
    const part = fitTo(text, left)
    fitted.push({ text: part, tone })
    left -= widthOf(part)
    if (part !== text) break
  }
  return fitted
}

/**
 * Puts two texts on one row, one at the left and one at the right, with at least one blank between them. If both do not fit, the right one
 * is kept whole and the left one is cut.
 */
export function spread(left: Line, right: Line, columns: number): Line {
  const room = columns - lineWidth(right)
  if (room <= 1) return fitLine(right, columns)
  const start = fitLine(left, room - 1)
  return [...start, segment(' '.repeat(room - lineWidth(start))), ...right]
}

/** Breaks a text into rows of `columns` columns, at blanks where possible; at most `limit` rows. */
export function wrap(text: string, columns: number, limit: number): readonly string[] {
  const rows: string[] = []
  let row = ''
  for (const word of text.split(' ')) {
    const longer = row === '' ? word : `${row} ${word}`
    if (widthOf(longer) <= columns) {
      row = longer
      continue
    }
    if (row !== '') rows.push(row)
    row = word
    if (rows.length >= limit) break
  }
  rows.push(row)
  return rows
    .slice(0, limit)
    .map((part, index) => (index === limit - 1 && rows.length > limit ? fitTo(`${part} …`, columns) : fitTo(part, columns)))
}
