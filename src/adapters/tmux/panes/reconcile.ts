import { readExitFile } from './exit-files.ts'
import type { PaneRow } from './list-panes.ts'
import type { OwnPane, PaneBook } from './pane-book.ts'

/**
 * tmux 3.3a may know that a pane's program has ended before it knows the exit status. Czar asks at most this many times for the status.
 */
const STATUS_LOOKS = 25

/** What is needed to compare czar's record of panes with the server. */
export interface Reconciliation {
  readonly book: PaneBook
  readonly list: () => Promise<readonly PaneRow[]>
  /** Makes the server look for child processes that have ended, because tmux 3.3a loses some notices. */
  readonly signalServer: () => void
}

/** Compares what czar has reported with the server's panes, and reports the differences. */
export async function reconcilePanes({ book, list, signalServer }: Reconciliation): Promise<void> {
  for (let look = 1; look <= STATUS_LOOKS; look++) {
    const count = book.count
    const rows = await list()
    const unknown = compare(book, { rows, count })
    if (unknown.length === 0) return
    const undecided = await Promise.all(unknown.map(row => tellDeath(book, row, look === STATUS_LOOKS)))
    if (!undecided.includes(true)) return
    signalServer()
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

/** Reports the sessions that are gone. Returns the dead panes whose end is not reported yet. */
function compare(book: PaneBook, { rows, count }: { readonly rows: readonly PaneRow[]; readonly count: number }): readonly PaneRow[] {
  const byPane = new Map(rows.map(row => [row.pane, row]))
  const sessions = new Set(rows.map(row => row.session))
  const dead: PaneRow[] = []
  for (const own of book.upTo(count)) {
    const row = byPane.get(own.pane)
    if (row?.dead === true && !book.isOver(own.pane)) dead.push(row)
    else if (row === undefined) tellMissing(book, own, sessions.has(own.session))
  }
  return dead
}

/**
 * Records that a pane is gone. If its session still exists, the window had several panes, because a person split it, and only this pane
 * was closed.
 */
function tellMissing(book: PaneBook, own: OwnPane, hasSession: boolean): void {
  if (hasSession) book.died(own.pane, { status: null, signal: null })
  else book.closed(own.pane)
}

/** Reports how the pane's program ended. Returns true if the server does not know that yet. */
async function tellDeath(book: PaneBook, row: PaneRow, isLastLook: boolean): Promise<boolean> {
  const own = book.get(row.pane)
  if (own === null) return false
  if (book.exitTitle(row.pane, row.title, Date.now())) return false
  const status = await readExitFile(own.exitDir)
  if (status !== null) book.exited(row.pane, status, Date.now())
  else if (row.deadStatus !== null || row.deadSignal !== null || isLastLook) {
    book.died(row.pane, { status: row.deadStatus, signal: row.deadSignal })
  } else return true
  return false
}
