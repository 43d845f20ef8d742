import xterm from '@xterm/headless'
import { BACKGROUND, FOREGROUND, paletteColour } from './colours.ts'
import type { Size } from './terminal.ts'

export interface Style {
  /** The colour, as `#rrggbb`. */
  readonly colour: string
  /** The background colour. It is null for the window's own colour. */
  readonly background: string | null
  readonly isBold: boolean
  readonly isDim: boolean
}

/**
 * Neighbouring cells of a row with the same style. They hold either ASCII, with one character per cell, or one other character, which may
 * repeat.
 */
export interface Run {
  readonly column: number
  readonly columns: number
  readonly text: string
  readonly style: Style
}

export type Row = readonly Run[]

/**
 * Reads a screen that tmux printed with `capture-pane -e`, row by row. The widths of characters are those that xterm.js knows (Unicode 6).
 */
export async function readScreen(screen: string, { columns, rows }: Size): Promise<readonly Row[]> {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true, scrollback: 0 })
  await new Promise<void>(resolve => terminal.write(screen, resolve))
  const { active } = terminal.buffer
  const read = Array.from({ length: rows }, (_, row) => readRow(active.getLine(row), columns))
  terminal.dispose()
  return read
}

type BufferLine = ReturnType<xterm.Terminal['buffer']['active']['getLine']>
type Cell = NonNullable<ReturnType<NonNullable<BufferLine>['getCell']>>

function readRow(line: BufferLine, columns: number): Row {
  const runs: Run[] = []
  for (let column = 0; column < columns; column++) {
    const cell = line?.getCell(column)
    // The second half of a wide character is a cell without width.
    if (cell === undefined || cell.getWidth() === 0) continue
    const run = { column, columns: cell.getWidth(), text: cell.getChars() || ' ', style: styleOf(cell) }
    const last = runs.at(-1)
    if (last === undefined || !belongTogether(last, run)) runs.push(run)
    else runs.splice(-1, 1, { ...last, columns: last.columns + run.columns, text: last.text + run.text })
  }
  return runs.filter(({ text, style }) => text.trim() !== '' || style.background !== null)
}

function belongTogether(left: Run, right: Run): boolean {
  if (JSON.stringify(left.style) !== JSON.stringify(right.style)) return false
  const isAscii = (text: string) => /^[ -~]+$/.test(text)
  return isAscii(left.text) ? isAscii(right.text) : left.text.startsWith(right.text)
}

function styleOf(cell: Cell): Style {
  const own = cell.isFgDefault() ? FOREGROUND : colourOf(cell.getFgColor(), cell.isFgRGB())
  const behind = cell.isBgDefault() ? null : colourOf(cell.getBgColor(), cell.isBgRGB())
  const isInverse = cell.isInverse() !== 0
  return {
    colour: isInverse ? (behind ?? BACKGROUND) : own,
    background: isInverse ? own : behind,
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
  }
}

function colourOf(value: number, isRgb: boolean): string {
  return isRgb ? `#${value.toString(16).padStart(6, '0')}` : paletteColour(value)
}
