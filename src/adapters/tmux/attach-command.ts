import { shellWord } from '../../core/model/shell-word.ts'

/** What `czar attach` runs in the person's own terminal. */
export interface AttachCommand {
  readonly argv: readonly string[]
  /** To be laid over the person's environment. */
  readonly env: Readonly<Record<string, string>>
}

/** Whose session is looked at, and from where. */
export interface AttachRequest {
  readonly socketPath: string
  readonly session: string
  readonly readOnly: boolean
  /** The person's `$TMUX`, or null outside tmux. */
  readonly insideTmux: string | null
  /** The person's `$TERM`. */
  readonly term?: string | undefined
  readonly tmuxPath?: string
}

/**
 * Outside tmux the terminal is attached as it is. Inside the person's own tmux a popup shows the worker, so that no
 * prefix key has to be typed twice; on our own server (a worker's pane) the client goes to the other session.
 */
export function attachCommand(request: AttachRequest): AttachCommand {
  const { socketPath, session, readOnly, insideTmux, term, tmuxPath = 'tmux' } = request
  const target = `=${session}`
  if (insideTmux?.startsWith(`${socketPath},`)) return { argv: [tmuxPath, '-S', socketPath, 'switch-client', '-t', target], env: {} }
  const attach = [tmuxPath, '-S', socketPath, 'attach-session', ...(readOnly ? ['-r'] : []), '-t', target]
  if (insideTmux) return { argv: [tmuxPath, 'display-popup', '-E', '-w', '95%', '-h', '95%', attach.map(shellWord).join(' ')], env: {} }
  // tmux: "terminal does not support clear" for `dumb`, and it will not start without a TERM.
  return { argv: attach, env: !term || term === 'dumb' ? { TERM: 'xterm-256color' } : {} }
}
