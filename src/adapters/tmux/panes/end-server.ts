import { rm } from 'node:fs/promises'
import { signalAll, waitUntilGone } from '../../processes/end-processes.ts'
import { readProcess } from '../../processes/process-table.ts'
import { runTmux, type TmuxAddress } from '../command/run-tmux.ts'
import { runningServer, type TmuxServer } from '../server/server.ts'
import { type Ending, endLeaders, leadersOf } from './end-session.ts'

const GRACE_MS = 2_000
/** A server with 200 panes takes 0.4 s to go (tmux 3.3a). */
const SERVER_MS = 2_000

/** Ends every session with its processes, then the server: by command, by TERM, by KILL, whichever it takes. */
export async function endServer(ending: Ending, address: TmuxAddress): Promise<void> {
  const server = ending.link.server ?? (await runningServer(address))
  if (server === null) return
  ending.book.ending(null)
  // A hung server lists nothing: then the panes we know have to do.
  const leaders = await leadersOf(ending, null).catch(() => ending.book.upTo(ending.book.count))
  await endLeaders(leaders, { graceMs: GRACE_MS, closeTerminal: () => stopServer(ending, { address, server }) })
  await rm(address.socketPath, { force: true })
}

async function stopServer({ link }: Ending, { address, server }: { address: TmuxAddress; server: TmuxServer }): Promise<void> {
  const row = readProcess(server.pid)
  // First our own clients: one that does not read would keep the server from going (tmux 3.3a).
  link.close()
  if (row === null) return
  // Its programs are ended, so nothing is lost when it has to be killed: hung, or without its socket.
  const isAsked = await runTmux(address, ['-N', 'kill-server'], { what: 'ending the tmux server' }).then(
    () => true,
    () => false,
  )
  if (isAsked && (await waitUntilGone([row], SERVER_MS)).length === 0) return
  signalAll([row], 'SIGKILL')
  await waitUntilGone([row], SERVER_MS)
}
