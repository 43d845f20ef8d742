import { filled, onHook, when } from '../command/hook.ts'
import type { TmuxCommand } from '../command/quote.ts'

/** Size of every worker's window while nobody is attached who can type. */
export const COLUMNS = 200
export const ROWS = 50
/** No window becomes smaller: in less, the agents' screens can be read by nobody, the czar included. */
const FEWEST_COLUMNS = 60
const FEWEST_ROWS = 15

/** tmux 3.3a shows the top left of a window that is too big where the program hides its cursor; prompts are at the bottom. */
const FAR_DOWN = '1000'

/**
 * Hooks by which a worker's window takes the size of the smallest terminal whose person can type, and its own size
 * again when the last of them is gone. `resize-window -a` leaves read-only and control clients out, and without a
 * client it does nothing (tmux 3.3a), hence the own size first. Everything runs in the server: it holds for a plain
 * `tmux attach` too, and while no czar is there.
 */
export function fitHooks(sessionPrefix: string): readonly TmuxCommand[] {
  const isWorker = (session: string) => `#{m:${sessionPrefix}*,#{${session}}}`
  const fitted = when(isWorker('session_name'), ...FIT, showBottom('hook_client', '1'))
  // A person went on to another worker's session.
  const last = ['-t', `=${filled('client_last_session')}:`]
  const left = when(isWorker('client_last_session'), [...OWN_SIZE, ...last], ['resize-window', '-a', ...last])
  const rest = when(isWorker('session_name'), OWN_SIZE, ...FIT, showBottom('client_name', '#{session_attached}'))
  return [
    onHook('client-attached', fitted),
    onHook('client-resized', fitted),
    onHook('client-session-changed', left, fitted),
    onHook('client-detached', rest),
  ]
}

const OWN_SIZE: TmuxCommand = ['resize-window', '-x', `${COLUMNS}`, '-y', `${ROWS}`]

const FIT: readonly TmuxCommand[] = [
  ['resize-window', '-a'],
  when(`#{e|<:#{window_width},${FEWEST_COLUMNS}}`, ['resize-window', '-x', `${FEWEST_COLUMNS}`]),
  when(`#{e|<:#{window_height},${FEWEST_ROWS}}`, ['resize-window', '-y', `${FEWEST_ROWS}`]),
]

/** Where the cursor is hidden; a visible one is followed by tmux itself. */
function showBottom(client: string, condition: string): TmuxCommand {
  return when(`#{&&:${condition},#{!=:#{cursor_flag},1}}`, ['refresh-client', '-t', filled(client), '-D', FAR_DOWN])
}
