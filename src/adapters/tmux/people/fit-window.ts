import { filled, onHook, when } from '../command/hook.ts'
import type { TmuxCommand } from '../command/quote.ts'

/** Size of a worker's window while no attached person can type. */
export const LEAST_COLUMNS = 200
export const ROWS = 50
/** Smallest size of a window. Neither people nor czar can read smaller agent screens. */
const FEWEST_COLUMNS = 60
const FEWEST_ROWS = 15

/**
 * If a window is larger than the terminal and its program hides the cursor, tmux 3.3a shows the window's top left.
 * Prompts are at the bottom.
 */
const FAR_DOWN = '1000'

/**
 * Hooks that fit a worker's window to the smallest terminal of a person who can type. The window gets its own size back when the last of
 * them leaves. `resize-window -a` skips read-only and control clients, and does nothing without a client (tmux 3.3a), so the window's own
 * size is set first. Everything runs in the server, so it also works for a plain `tmux attach`, and without a czar.
 */
export function fitHooks(sessionPrefix: string): readonly TmuxCommand[] {
  const isWorker = (session: string) => `#{m:${sessionPrefix}*,#{${session}}}`
  const fitted = when(isWorker('session_name'), ...FIT, showBottom('hook_client', '1'))
  // A person switched to another worker's session.
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

/** This is needed for a hidden cursor. If the cursor is visible, tmux itself follows it. */
function showBottom(client: string, condition: string): TmuxCommand {
  return when(`#{&&:${condition},#{!=:#{cursor_flag},1}}`, ['refresh-client', '-t', filled(client), '-D', FAR_DOWN])
}
