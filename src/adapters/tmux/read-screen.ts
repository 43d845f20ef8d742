import stringWidth from 'string-width'
import type { PaneId } from '../../core/model/ids.ts'
import type { PaneScreen, ScreenCursor } from '../../core/model/pane-screen.ts'
import { readStyledRows, type StyledRow } from './styled-rows.ts'
import { tmuxFailure } from './tmux-failure.ts'
import type { TmuxCommands } from './tmux-link.ts'

const CURSOR = '#{pane_id} #{cursor_x} #{cursor_y} #{cursor_flag} #{pane_width}'
const GRAPHEMES = new Intl.Segmenter()

/** What a pane shows now, with its faint characters and its cursor, all of one moment. */
export async function readPaneScreen(link: TmuxCommands, pane: PaneId): Promise<PaneScreen> {
  const what = `reading the screen of pane ${pane}`
  // -N keeps blanks at the ends of rows: a drawn cursor may be one.
  const reply = await link.run(
    [
      ['capture-pane', '-p', '-e', '-N', '-t', pane],
      ['display-message', '-p', '-t', pane, CURSOR],
    ],
    { what },
  )
  const [id, x, y, isShown, width] = (reply.blocks[1]?.lines[0] ?? '').split(' ')
  if (id !== pane) throw tmuxFailure(what, `can't find pane: ${pane}`, { command: ['display-message', '-t', pane] })
  const rows = readStyledRows(reply.blocks[0]?.lines ?? [])
  const terminal = isShown === '1' ? [toCursor(rows, Number(y), Number(x))] : []
  return {
    text: joined(rows.map(({ text }) => text)),
    solid: joined(rows.map(({ solid }) => solid)),
    columns: Number(width),
    cursors: [...terminal, ...drawnCursors(rows)],
  }
}

function joined(lines: readonly string[]): string {
  return lines
    .map(line => line.trimEnd())
    .join('\n')
    .trimEnd()
}

function toCursor(rows: readonly StyledRow[], row: number, cell: number): ScreenCursor {
  const text = rows[row]?.text ?? ''
  let width = 0
  for (const { segment, index } of GRAPHEMES.segment(text)) {
    if (width >= cell) return { row, column: index, kind: 'terminal' }
    width += stringWidth(segment)
  }
  return { row, column: text.length + Math.max(0, cell - width), kind: 'terminal' }
}

/** The lowest first: a composer stands at the foot. */
function drawnCursors(rows: readonly StyledRow[]): readonly ScreenCursor[] {
  const found = rows.flatMap(({ reversed }, row) => reversed.map(column => ({ row, column, kind: 'drawn' as const })))
  return found.toReversed()
}
