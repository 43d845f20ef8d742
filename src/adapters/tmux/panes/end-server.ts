import { rm } from 'node:fs/promises'
import { signalAll, waitUntilGone } from '../../processes/end-processes.ts'
import { readProcess } from '../../processes/process-table.ts'
import { runTmux, type TmuxAddress } from '../command/run-tmux.ts'
import { runningServer, type TmuxServer } from '../server/server.ts'
import { type Ending, endLeaders, leadersOf } from './end-session.ts'

const GRACE_MS = 2_000
/** How long a server with many panes may take to exit. A server with 200 panes takes 0.4 s (tmux 3.3a). */
const SERVER_MS = 2_000

/** Ends every session with its processes, and then the server: first by a tmux command, then with TERM, then with KILL. */
export async function endServer(ending: Ending, address: TmuxAddress): Promise<void> {
  const server = ending.link.server ?? (await runningServer(address))
  if (server === null) return
  ending.book.ending(null)
  // A server that hangs cannot list its panes, so czar uses the panes that it knows.
  const leaders = await leadersOf(ending, null).catch(() => ending.book.upTo(ending.book.count))
  await endLeaders(leaders, { graceMs: GRACE_MS, closeTerminal: () => stopServer(ending, { address, server }) })
  await rm(address.socketPath, { force: true })
}

async function stopServer({ link }: Ending, { address, server }: { address: TmuxAddress; server: TmuxServer }): Promise<void> {
  const row = readProcess(server.pid)
  // Czar's own clients are closed first. The server (tmux 3.3a) does not exit while one of its clients does not read.
  link.close()
  if (row === null) return
  // All programs on the server have ended by now, or had their grace period. So killing a server that hangs or has no socket loses
  // nothing.
  const isAsked = await runTmux(address, ['-N', 'kill-server'], { what: 'ending the tmux server' }).then(
    () => true,
    () => false,
  )
  if (isAsked && (await waitUntilGone([row], SERVER_MS)).length === 0) return
  signalAll([row], 'SIGKILL')
  await waitUntilGone([row], SERVER_MS)
}
