import { filled, onHook, when } from '../command/hook.ts'
import type { TmuxCommand } from '../command/quote.ts'

/** The size of a worker's window while no attached person can type. */
export const LEAST_COLUMNS = 200
export const ROWS = 50
/** The smallest size of a window. In a smaller window, neither people nor czar can read the agents' screens. */
const FEWEST_COLUMNS = 60
const FEWEST_ROWS = 15

/**
 * How many rows to scroll down in order to reach the bottom of a window. If a window is larger than the person's terminal and its program
 * hides the cursor, tmux 3.3a shows the window's top left, but prompts are at the bottom.
 */
const FAR_DOWN = '1000'

/**
 * Hooks that fit a worker's window to the smallest terminal of all attached people who can type. When the last of these people leaves, the
 * window gets its usual size back. `resize-window -a` skips read-only and control clients, and does nothing if there is no client (tmux
 * 3.3a). So czar sets the usual size first. The hooks run in the server, so they also work for a plain `tmux attach` and while no czar
 * runs.
 */
export function fitHooks(sessionPrefix: string): readonly TmuxCommand[] {
  const isWorker = (session: string) => `#{m:${sessionPrefix}*,#{${session}}}`
  const fitted = when(isWorker('session_name'), ...FIT, showBottom('hook_client', '1'))
  // Used when a person switches to another session: fits the window of the session that the person has left.
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

const OWN_SIZE: TmuxCommand = ['resize-window', '-x', `${LEAST_COLUMNS}`, '-y', `${ROWS}`]

const FIT: readonly TmuxCommand[] = [
  ['resize-window', '-a'],
  when(`#{e|<:#{window_width},${FEWEST_COLUMNS}}`, ['resize-window', '-x', `${FEWEST_COLUMNS}`]),
  when(`#{e|<:#{window_height},${FEWEST_ROWS}}`, ['resize-window', '-y', `${FEWEST_ROWS}`]),
]

/**
 * Scrolls a person's view to the bottom of the window if the program hides the cursor. If the cursor is visible, tmux itself keeps it in
 * view.
 */
function showBottom(client: string, condition: string): TmuxCommand {
  return when(`#{&&:${condition},#{!=:#{cursor_flag},1}}`, ['refresh-client', '-t', filled(client), '-D', FAR_DOWN])
}
