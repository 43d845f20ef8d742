import { execa } from 'execa'
import { ToolError } from '../../core/model/errors.ts'

/** What the fleet's tmux server says about one session. */
export interface WorkerSession {
  /** The id of the session. It is null if there is no session of that name. A later session of the same name has another id. */
  readonly id: string | null
  readonly hasServer: boolean
  /** The error text of tmux. It is empty if there was no error. */
  readonly stderr: string
}

/** Asks the tmux server at this socket for the session with exactly this name. */
export async function lookAtSession(socketPath: string, session: string): Promise<WorkerSession> {
  // Session names have only the characters a-z, 0-9, _ and -, so tmux cannot take a part of a name for one of its formats.
  const words = ['-N', '-S', socketPath, 'list-sessions', '-f', `#{==:#{session_name},${session}}`, '-F', '#{pid} #{session_id}']
  const { stdout, stderr, code, exitCode } = await execa('tmux', words, { reject: false, stdin: 'ignore' })
  if (code === 'ENOENT') {
    throw new ToolError('tmux is not installed, or not on PATH', { command: ['tmux'], reason: 'missing', hint: 'czar doctor' })
  }
  return { id: stdout === '' ? null : stdout, hasServer: exitCode === 0, stderr }
}
