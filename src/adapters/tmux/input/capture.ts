import type { PaneId } from '../../../core/model/ids.ts'
import type { TmuxLink } from '../link/tmux-link.ts'

/** Reads the pane's screen and `history` lines above it. Blanks at line ends and empty lines at the end are left out. */
export async function capturePane(link: TmuxLink, pane: PaneId, history: number): Promise<string> {
  const above = history > 0 ? ['-S', `-${history}`] : []
  const reply = await link.run([['capture-pane', '-p', '-t', pane, ...above]], { what: `reading the screen of pane ${pane}` })
  const lines = (reply.blocks[0]?.lines ?? []).map(line => line.trimEnd())
  return lines.join('\n').trimEnd()
}
