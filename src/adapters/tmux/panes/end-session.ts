import { ToolError } from '../../../core/model/errors.ts'
import type { SessionId } from '../../../core/model/ids.ts'
import { killRest, signalAll, waitUntilGone } from '../../processes/end-processes.ts'
import { nextProcessTable, readProcess, recentProcessTable } from '../../processes/process-table.ts'
import { type Leader, processesUnder } from '../../processes/process-tree.ts'
import type { TmuxLink } from '../link/tmux-link.ts'
import type { PaneRow } from './list-panes.ts'
import type { PaneBook } from './pane-book.ts'

/** How long the shell around a program may take to exit after its terminal is closed. The shell needs some ms. */
const HANG_UP_MS = 200

/** What is needed to end a session. */
export interface Ending {
  readonly link: TmuxLink
  readonly book: PaneBook
  readonly list: () => Promise<readonly PaneRow[]>
}

/** Ends a session and all its processes. This works even if the session or its server is already gone. */
export async function endSession(ending: Ending, session: SessionId, graceMs: number): Promise<void> {
  ending.book.ending(session)
  const leaders = await leadersOf(ending, session)
  await endLeaders(leaders, { graceMs, closeTerminal: () => killSession(ending.link, session) })
  // Czar records the end before the caller continues, because the server's own notice arrives later.
  for (const { pane } of ending.book.ofSession(session)) ending.book.closed(pane)
}

/**
 * Sends TERM to every program, and closes the terminal when all programs have ended or the grace period is over. Then it sends KILL.
 * Closing the terminal alone is not enough, because some agents ignore the HUP that comes with it (Gemini CLI in 8 of 8 runs).
 */
export async function endLeaders(
  leaders: readonly Leader[],
  { graceMs, closeTerminal }: { readonly graceMs: number; readonly closeTerminal: () => Promise<void> },
): Promise<void> {
  const all = processesUnder(leaders, recentProcessTable())
  // The shells around the programs get no signal, because each of them records how its program ended.
  const wrappers = all.filter(row => leaders.some(leader => leader.pid === row.pid))
  const programs = all.filter(row => !wrappers.includes(row))
  signalAll(programs, 'SIGTERM')
  const stubborn = await waitUntilGone(programs, graceMs)
  // The descendants of a program can be found only while the program lives, so czar notes them before it sends KILL.
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

/**
 * The first process of each pane of a session (null: of all sessions). Takes the panes that tmux lists now and those that czar has
 * recorded.
 */
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
