import { shellWord } from '../../../core/text/shell-word.ts'
import type { PersonPlace } from './person-place.ts'
import type { PersonTerminal } from './person-terminal.ts'

/** The command that `czar attach` runs in the person's own terminal. */
export interface AttachCommand {
  readonly argv: readonly string[]
  /** Changes to the person's environment. A variable with the value undefined is removed. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Which session to show, and in which kind of terminal the person is. */
export interface AttachRequest {
  readonly socketPath: string
  readonly session: string
  readonly readOnly: boolean
  readonly from: PersonPlace
  readonly terminal: PersonTerminal
}

/**
 * The command that shows a worker's session. Outside tmux, the person's terminal attaches directly. In a pane of the person's own tmux,
 * the session is shown in a popup. That tmux passes all keys to the popup, so the person need not type the prefix key twice. On the
 * fleet's own server, the person's client switches to the session.
 */
export function attachCommand({ socketPath, session, readOnly, from, terminal }: AttachRequest): AttachCommand {
  const target = `=${session}`
  if (from === 'fleet') return { argv: ['tmux', '-S', socketPath, 'switch-client', ...(readOnly ? ['-r'] : []), '-t', target], env: {} }
  const features = terminal.features.length === 0 ? [] : ['-T', terminal.features.join(',')]
  // With -u tmux assumes UTF-8. Without it and without a UTF-8 locale, tmux shows `_` for every character that is not ASCII.
  const attach = ['tmux', '-u', ...features, '-S', socketPath, 'attach-session', ...(readOnly ? ['-r'] : []), '-t', target]
  if (from === 'pane') {
    return { argv: ['tmux', 'display-popup', '-E', '-w', '100%', '-h', '100%', attach.map(shellWord).join(' ')], env: {} }
  }
  // tmux refuses to attach inside tmux. If TMUX is set, it assumes that it runs inside tmux. So TMUX is removed, because here it is only
  // inherited.
  return { argv: attach, env: { TMUX: undefined, TMUX_PANE: undefined, TERM: terminal.name } }
}
