import { execa } from 'execa'
import { readStatus } from '../../adapters/status/read-status.ts'
import { type AttachCommand, attachCommand } from '../../adapters/tmux/people/attach-command.ts'
import { BACK_KEY } from '../../adapters/tmux/people/person-keys.ts'
import { personPlace } from '../../adapters/tmux/people/person-place.ts'
import { personTerminal } from '../../adapters/tmux/people/person-terminal.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import { plainText } from '../../core/text/plain-text.ts'
import type { WorkerView } from '../../core/views/status.ts'
import { findWorker } from '../client/find-worker.ts'
import { refuseAgents } from '../client/refuse-agents.ts'
import { lookAtSession } from '../client/worker-session.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { type AttachRun, tellAttachEnd } from './attach-end.ts'

export interface Attachment {
  readonly io: CliIo
  readonly worker: string
  readonly readOnly: boolean
}

/**
 * Gives the terminal to tmux until the person leaves or the session ends. In the second case it then tells the person why. Throws
 * PreconditionError if there is no session, and ToolError if the tmux server dies. Nothing else may read the terminal while tmux has it.
 */
export async function attachWorker(place: ProjectPlace, { io, worker, readOnly }: Attachment): Promise<void> {
  refuseAgents(place, 'attach', io)
  requirePerson(io, worker)
  const view = findWorker(readStatus(place.directory), worker)
  const { session } = view
  const socketPath = place.sockets.tmux
  const before = await lookAtSession(socketPath, session)
  if (before.id === null) throw noTerminal(worker, view, before.stderr)
  const [from, terminal] = await Promise.all([personPlace(io.env, socketPath), personTerminal(io.env)])
  const request = { socketPath, session, readOnly, terminal }
  let ran = await run(attachCommand({ ...request, from }))
  let after = await lookAtSession(socketPath, session)
  if (from !== 'terminal' && ran.status !== 0 && after.id === before.id) {
    const why = plainText(ran.stderr, 200) || `exit ${ran.status}`
    io.stderr.write(`your tmux shows no popup (${why}): attaching in this pane; ${BACK_KEY} brings you back\n`)
    ran = await run(attachCommand({ ...request, from: 'terminal' }))
    after = await lookAtSession(socketPath, session)
  }
  if (ran.status !== 0 || after.id !== before.id) await tellAttachEnd(place, { io, worker, ran, after })
}

/** Throws an error unless a person at a terminal runs the command. An agent cannot use a terminal, and has no tmux client of its own. */
function requirePerson({ stdin, stdout, env }: CliIo, worker: string): void {
  if (stdout.isTerminal && 'isTTY' in stdin && stdin.isTTY === true) return
  const self = env['CZAR_WORKER']
  if (self) throw new PreconditionError(`attaching is for a person at a terminal; this is ${self}'s own pane`, { hint: 'czar peers' })
  throw new PreconditionError('attaching needs a terminal; the input or the output is a file or a pipe', {
    hint: `czar log --worker ${worker}`,
  })
}

/** The error for a missing session. It names the worker, because tmux's own error names only a socket. */
function noTerminal(worker: string, { health, reason }: WorkerView, stderr: string): PreconditionError {
  return new PreconditionError(`${worker} has no terminal now: it is ${health} (${plainText(reason, 300)})`, {
    details: stderr === '' ? [] : [plainText(stderr, 300)],
    hint: `czar why ${worker}`,
  })
}

/** Runs tmux on the person's terminal. Its error output is captured, because a dashboard would draw over it. */
async function run({ argv, env }: AttachCommand): Promise<AttachRun> {
  const [program = 'tmux', ...words] = argv
  const result = await execa(program, words, { env, stdin: 'inherit', stdout: 'inherit', stderr: 'pipe', reject: false })
  return { argv, status: result.exitCode ?? null, stderr: result.stderr }
}
