import { runInTerminal, type TerminalRun } from '../../adapters/processes/run-in-terminal.ts'
import { readStatus } from '../../adapters/status/read-status.ts'
import { attachCommand } from '../../adapters/tmux/people/attach-command.ts'
import { LEAST_COLUMNS, ROWS } from '../../adapters/tmux/people/fit-window.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import type { TerminalOrder } from '../../ui/web/server/web-door.ts'
import { findWorker } from '../client/find-worker.ts'
import { refuseAgents } from '../client/refuse-agents.ts'
import { lookAtSession } from '../client/worker-session.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'

/** The name of the browser's terminal for tmux. xterm.js shows all colours. */
const BROWSER = { name: 'xterm-256color', features: ['RGB'] } as const

/**
 * Opens a worker's terminal for a page, as `czar attach` does in a person's terminal. So tmux and the czar treat the page as a person at
 * the pane. The page's terminal has the size of a window without people, so the agent's window keeps its size.
 */
export async function openWorkerTerminal(place: ProjectPlace, io: CliIo, order: TerminalOrder): Promise<TerminalRun> {
  refuseAgents(place, 'attach', io)
  const { session, health } = findWorker(readStatus(place.directory), order.worker)
  const socketPath = place.sockets.tmux
  const { id } = await lookAtSession(socketPath, session)
  if (id === null) throw new PreconditionError(`${order.worker} has no terminal now: it is ${health}`, { hint: `czar why ${order.worker}` })
  const { argv, env } = attachCommand({ socketPath, session, readOnly: !order.canType, from: 'terminal', terminal: BROWSER })
  const { onOutput, onEnd } = order
  return runInTerminal({ argv, env: { ...io.env, ...env }, columns: LEAST_COLUMNS, rows: ROWS + 1, onOutput, onEnd })
}
