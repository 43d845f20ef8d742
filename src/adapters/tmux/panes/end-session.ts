import { ToolError } from '../../../core/model/errors.ts'
import type { SessionId } from '../../../core/model/ids.ts'
import { killRest, signalAll, waitUntilGone } from '../../processes/end-processes.ts'
import { nextProcessTable, readProcess, recentProcessTable } from '../../processes/process-table.ts'
import { type Leader, processesUnder } from '../../processes/process-tree.ts'
import type { TmuxLink } from '../link/tmux-link.ts'
import type { PaneRow } from './list-panes.ts'
import type { PaneBook } from './pane-book.ts'

/** A wrapper whose terminal is closed needs some ms to exit. */
const HANG_UP_MS = 200

/** Dependencies of ending a session. */
export interface Ending {
  readonly link: TmuxLink
  readonly book: PaneBook
  readonly list: () => Promise<readonly PaneRow[]>
}

/** Ends a session and all its processes, even if the session is gone, or its server is. */
export async function endSession(ending: Ending, session: SessionId, graceMs: number): Promise<void> {
  ending.book.ending(session)
  const leaders = await leadersOf(ending, session)
  await endLeaders(leaders, { graceMs, closeTerminal: () => killSession(ending.link, session) })
  // The end is reported before the caller continues, and not only when the server's own notice arrives.
  for (const { pane } of ending.book.ofSession(session)) ending.book.closed(pane)
}

/**
 * Sends TERM to every program, closes the terminal once they end or the grace period is over, and then sends KILL. Some agents ignore the
 * HUP that comes with closing (Gemini CLI, 8 of 8 runs).
 */
export async function endLeaders(
  leaders: readonly Leader[],
  { graceMs, closeTerminal }: { readonly graceMs: number; readonly closeTerminal: () => Promise<void> },
): Promise<void> {
  const all = processesUnder(leaders, recentProcessTable())
  // The wrappers get no signal, because they record how their program ended.
  const wrappers = all.filter(row => leaders.some(leader => leader.pid === row.pid))
  const programs = all.filter(row => !wrappers.includes(row))
  signalAll(programs, 'SIGTERM')
  const stubborn = await waitUntilGone(programs, graceMs)
  // The programs' descendants can be found only while their parents live.
  const family = stubborn.length === 0 ? [] : processesUnder(leaders)
  await closeTerminal()
  await waitUntilGone(wrappers, HANG_UP_MS)
  const survivors = await killRest(async () => processesUnder(leaders, await nextProcessTable()), [...stubborn, ...family])
  if (survivors.length === 0) return
  const pids = survivors.map(row => row.pid).join(', ')
  throw new ToolError(`these processes did not end after KILL: ${pids}`, {
    command: ['kill', '-9', pids],
    reason: 'failed',
    hint: `ps -o pid,stat,args -p ${pids}`,
  })
}

/** First process of each pane of a session, in tmux's current list or `book`. */
export async function leadersOf(ending: Ending, session: SessionId | null): Promise<readonly Leader[]> {
  const { book } = ending
  const known = session === null ? book.upTo(book.count) : book.ofSession(session)
  const leaders = new Map<number, Leader>(known.map(({ pid, born }) => [pid, { pid, born }]))
  const rows = await ending.list().catch(error => {
    if (error instanceof ToolError && error.reason === 'server-gone') return []
    throw error
  })
  for (const row of rows) {
    const isMeant = session === null || row.session === session
    if (isMeant && !row.dead && !leaders.has(row.pid)) leaders.set(row.pid, { pid: row.pid, born: readProcess(row.pid)?.born ?? null })
    else if (isMeant && !leaders.has(row.pid)) leaders.set(row.pid, { pid: row.pid, born: null })
  }
  return [...leaders.values()]
}

async function killSession(link: TmuxLink, session: SessionId): Promise<void> {
  try {
    await link.run([['kill-session', '-t', session]], { what: `closing session ${session}` })
  } catch (error) {
    if (!(error instanceof ToolError) || !['target-gone', 'server-gone'].includes(error.reason)) throw error
  }
}
