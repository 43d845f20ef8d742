import type { PaneId } from '../../../core/model/ids.ts'
import { readProcess } from '../../processes/process-table.ts'
import type { TmuxLink } from '../link/tmux-link.ts'
import { HUB } from '../server/server-setup.ts'
import { readExitFile } from './exit-files.ts'
import type { PaneRow } from './list-panes.ts'
import type { OwnPane, PaneBook } from './pane-book.ts'
import type { PaneStreams } from './pane-streams.ts'

/** What is needed to take over panes that run already. */
export interface Adoption {
  readonly book: PaneBook
  readonly streams: PaneStreams
  readonly link: TmuxLink
  enter(own: OwnPane): void
}

/**
 * Takes over the panes of an earlier czar or connection. It finds them by the options that czar set on them, not by
 * their names.
 */
export async function adoptPanes(adoption: Adoption, rows: readonly PaneRow[]): Promise<void> {
  await linkIntoHub(adoption.link, rows)
  await Promise.all(rows.map(row => adoptPane(adoption, row)))
}

async function adoptPane(adoption: Adoption, row: PaneRow): Promise<void> {
  const { mark, session, pane, pid, name } = row
  if (mark === null) return
  if (adoption.book.has(pane)) return adoption.streams.noteGap(pane)
  adoption.streams.setTitle(pane, row.title)
  const born = row.dead ? null : (readProcess(pid)?.born ?? null)
  adoption.enter({ session, pane, pid, name, born, seal: mark.seal, exitDir: mark.exitDir })
  const status = await readExitFile(mark.exitDir)
  if (status !== null) setImmediate(() => adoption.book.exited(pane, status, Date.now()))
}

/**
 * Links each pane's window into the hub session, so that one client of czar sees its output. A second link to the same window would be an
 * error, so only missing links are made.
 */
async function linkIntoHub(link: TmuxLink, rows: readonly PaneRow[]): Promise<void> {
  const what = 'linking the windows into the hub'
  const reply = await link.run([['list-panes', '-s', '-t', `=${HUB}:`, '-F', '#{pane_id}']], { what })
  const linked = new Set<string>(reply.blocks[0]?.lines)
  for (const row of rows) {
    if (!linked.has(row.pane)) await linkWindow(link, row.pane)
  }
}

async function linkWindow(link: TmuxLink, pane: PaneId): Promise<void> {
  // The pane may close at this moment, and a pane that is gone needs no link. So an error is ignored.
  await link.ask([['link-window', '-d', '-s', pane, '-t', `=${HUB}:`]], { what: `linking pane ${pane} into the hub` })
}
