import stringWidth from 'string-width'
import type { PaneId } from '../../../core/model/ids.ts'
import type { PaneScreen, ScreenCursor } from '../../../core/ports/pane-screen.ts'
import { tmuxFailure } from '../command/tmux-failure.ts'
import type { TmuxCommands } from '../link/tmux-link.ts'
import { readStyledRows, type StyledRow } from './styled-rows.ts'

const CURSOR = '#{pane_id} #{cursor_x} #{cursor_y} #{cursor_flag} #{pane_width} #{alternate_on}'
const GRAPHEMES = new Intl.Segmenter()

/** Reads the pane's screen with its faint characters and its cursor, all from the same moment. */
export async function readPaneScreen(link: TmuxCommands, pane: PaneId): Promise<PaneScreen> {
  const what = `reading the screen of pane ${pane}`
  // -N keeps blanks at line ends, because a program may draw its cursor as a reversed blank.
  const reply = await link.run(
    [
      ['capture-pane', '-p', '-e', '-N', '-t', pane],
      ['display-message', '-p', '-t', pane, CURSOR],
    ],
    { what },
  )
  const [id, x, y, isShown, width, alternate] = (reply.blocks[1]?.lines[0] ?? '').split(' ')
  if (id !== pane) throw tmuxFailure(what, `can't find pane: ${pane}`, { command: ['display-message', '-t', pane] })
  const place = { x: Number(x), y: Number(y), isShown: isShown === '1', columns: Number(width), isAlternate: alternate === '1' }
  return toScreen(reply.blocks[0]?.lines ?? [], place)
}

interface Place {
  /** The cursor's place: `x` counts cells from the left, and `y` counts rows from the top. */
  readonly x: number
  readonly y: number
  readonly isShown: boolean
  readonly columns: number
  readonly isAlternate?: boolean
}

/** Combines the lines of `capture-pane -e -N` with the cursor that was read at the same moment. */
export function toScreen(lines: readonly string[], { x, y, isShown, columns, isAlternate = false }: Place): PaneScreen {
  const rows = readStyledRows(lines)
  const at = toCursor(rows, y, x)
  const drawn = drawnCursors(rows)
  return {
    text: joined(rows.map(({ text }) => text)),
    solid: joined(rows.map(({ solid }) => solid)),
    grey: joined(rows.map(({ grey }) => grey)),
    columns,
    isAlternate,
    // Claude Code 2.1 and Gemini CLI 0.61 hide the terminal's cursor, but it stays in their input field.
    cursors: isShown ? [{ ...at, kind: 'terminal' }, ...drawn] : [...drawn, { ...at, kind: 'hidden' }],
  }
}

function joined(lines: readonly string[]): string {
  return lines
    .map(line => line.trimEnd())
    .join('\n')
    .trimEnd()
}

function toCursor(rows: readonly StyledRow[], row: number, cell: number): Omit<ScreenCursor, 'kind'> {
  const text = rows[row]?.text ?? ''
  let width = 0
  for (const { segment, index } of GRAPHEMES.segment(text)) {
    if (width >= cell) return { row, column: index }
    width += stringWidth(segment)
  }
  return { row, column: text.length + Math.max(0, cell - width) }
}

/** The cursors that the program draws itself, from bottom to top, because the agent's input field is at the bottom. */
function drawnCursors(rows: readonly StyledRow[]): readonly ScreenCursor[] {
  const found = rows.flatMap(({ reversed }, row) => reversed.map(column => ({ row, column, kind: 'drawn' as const })))
  return found.toReversed()
}
