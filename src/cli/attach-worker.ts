import { execa } from 'execa'
import { readStatus } from '../adapters/status/read-status.ts'
import { attachCommand } from '../adapters/tmux/attach-command.ts'
import { PreconditionError, ToolError } from '../core/model/errors.ts'
import { plainText } from '../core/model/plain-text.ts'
import type { WorkerView } from '../core/model/status.ts'
import { findWorker } from './find-worker.ts'
import type { CliIo } from './io.ts'
import type { ProjectPlace } from './project-place.ts'

export interface Attachment {
  readonly io: CliIo
  readonly worker: string
  readonly readOnly: boolean
}

/** Hands the terminal to tmux until the person detaches; PreconditionError when there is nothing to attach to. */
export async function attachWorker(place: ProjectPlace, { io, worker, readOnly }: Attachment): Promise<void> {
  if (!io.stdout.isTerminal) {
    throw new PreconditionError('attaching needs a terminal; the output goes to a file or a pipe', { hint: `czar log --worker ${worker}` })
  }
  const view = findWorker(readStatus(place.directory), worker)
  const socketPath = place.sockets.tmux
  await requireSession(socketPath, worker, view)
  const { argv, env } = attachCommand({
    socketPath,
    session: view.session,
    readOnly,
    insideTmux: io.env['TMUX'] ?? null,
    term: io.env['TERM'],
  })
  const [program = 'tmux', ...words] = argv
  const { exitCode } = await execa(program, words, { env, stdio: 'inherit', reject: false })
  if (exitCode === 0) return
  throw new ToolError(`tmux could not show ${worker}`, {
    command: argv,
    status: exitCode ?? null,
    reason: 'failed',
    hint: `czar why ${worker}`,
  })
}

/** tmux's own word for a missing session is about sockets; a person asks about a worker. */
async function requireSession(socketPath: string, worker: string, { session, health, reason }: WorkerView): Promise<void> {
  const { exitCode, stderr, code } = await execa('tmux', ['-S', socketPath, 'has-session', '-t', `=${session}`], { reject: false })
  if (exitCode === 0) return
  if (code === 'ENOENT') {
    throw new ToolError('tmux is not installed, or not on PATH', { command: ['tmux'], reason: 'missing', hint: 'czar doctor' })
  }
  throw new PreconditionError(`${worker} has no terminal now: it is ${health} (${plainText(reason, 300)})`, {
    details: [plainText(String(stderr), 300)],
    hint: `czar why ${worker}`,
  })
}
