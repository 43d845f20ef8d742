import { execa } from 'execa'
import { ToolError } from '../../core/model/errors.ts'

/** What the fleet's tmux server says about one session. */
export interface WorkerSession {
  /** null: there is no session of that name. A later session of the same name gets another id. */
  readonly id: string | null
  readonly hasServer: boolean
  /** tmux's error text, or ''. */
  readonly said: string
}

/** Asks the server at this socket for a session by its exact name. */
export async function lookAtSession(socketPath: string, session: string): Promise<WorkerSession> {
  // Names are [a-z0-9_-], so they cannot contain a tmux format.
  const words = ['-N', '-S', socketPath, 'list-sessions', '-f', `#{==:#{session_name},${session}}`, '-F', '#{pid} #{session_id}']
  const { stdout, stderr, code, exitCode } = await execa('tmux', words, { reject: false, stdin: 'ignore' })
  if (code === 'ENOENT') {
    throw new ToolError('tmux is not installed, or not on PATH', { command: ['tmux'], reason: 'missing', hint: 'czar doctor' })
  }
  return { id: stdout === '' ? null : stdout, hasServer: exitCode === 0, said: stderr }
}
