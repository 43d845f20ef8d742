import { shellWord } from '../../../core/text/shell-word.ts'
import type { Seat } from './person-seat.ts'
import type { PersonTerminal } from './person-terminal.ts'

/** What `czar attach` runs in the person's own terminal. */
export interface AttachCommand {
  readonly argv: readonly string[]
  /** To be laid over the person's environment; undefined: to be taken away. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Whose session is looked at, and from where. */
export interface AttachRequest {
  readonly socketPath: string
  readonly session: string
  readonly readOnly: boolean
  readonly seat: Seat
  readonly terminal: PersonTerminal
}

/**
 * Outside tmux the terminal is attached as it is. In a pane of the person's own tmux a popup shows the worker, whose
 * keys that tmux hands through, so that no prefix has to be typed twice. On our own server the client moves over.
 */
export function attachCommand({ socketPath, session, readOnly, seat, terminal }: AttachRequest): AttachCommand {
  const target = `=${session}`
  if (seat === 'fleet') return { argv: ['tmux', '-S', socketPath, 'switch-client', ...(readOnly ? ['-r'] : []), '-t', target], env: {} }
  const features = terminal.features.length === 0 ? [] : ['-T', terminal.features.join(',')]
  // -u: tmux shows `_` for every character that is not ASCII where the locale does not say UTF-8.
  const attach = ['tmux', '-u', ...features, '-S', socketPath, 'attach-session', ...(readOnly ? ['-r'] : []), '-t', target]
  if (seat === 'pane') {
    return { argv: ['tmux', 'display-popup', '-E', '-w', '100%', '-h', '100%', attach.map(shellWord).join(' ')], env: {} }
  }
  // tmux thinks itself nested while TMUX is set, also where it was only inherited.
  return { argv: attach, env: { TMUX: undefined, TMUX_PANE: undefined, TERM: terminal.name } }
}
