import { shellWord } from '../../../core/text/shell-word.ts'
import type { PersonSeat } from './person-seat.ts'
import type { PersonTerminal } from './person-terminal.ts'

/** Command that `czar attach` runs in the person's own terminal. */
export interface AttachCommand {
  readonly argv: readonly string[]
  /** Changes to the person's environment; undefined: the variable is removed. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The session to show, and where the person is. */
export interface AttachRequest {
  readonly socketPath: string
  readonly session: string
  readonly readOnly: boolean
  readonly seat: PersonSeat
  readonly terminal: PersonTerminal
}

/**
 * The command that shows a worker's session. Outside tmux, the terminal attaches directly. In a pane of the person's own tmux, a popup
 * shows the worker: that tmux passes the popup's keys through, so no prefix is typed twice. On the fleet's own server, the client switches
 * sessions.
 */
export function attachCommand({ socketPath, session, readOnly, seat, terminal }: AttachRequest): AttachCommand {
  const target = `=${session}`
  if (seat === 'fleet') return { argv: ['tmux', '-S', socketPath, 'switch-client', ...(readOnly ? ['-r'] : []), '-t', target], env: {} }
  const features = terminal.features.length === 0 ? [] : ['-T', terminal.features.join(',')]
  // -u: without a UTF-8 locale, tmux shows `_` for every character that is not ASCII.
  const attach = ['tmux', '-u', ...features, '-S', socketPath, 'attach-session', ...(readOnly ? ['-r'] : []), '-t', target]
  if (seat === 'pane') {
    return { argv: ['tmux', 'display-popup', '-E', '-w', '100%', '-h', '100%', attach.map(shellWord).join(' ')], env: {} }
  }
  // tmux considers itself nested while TMUX is set, even if TMUX is only inherited.
  return { argv: attach, env: { TMUX: undefined, TMUX_PANE: undefined, TERM: terminal.name } }
}
