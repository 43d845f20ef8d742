import type { TmuxCommand } from '../command/quote.ts'
import { BACK_KEY } from './person-keys.ts'

/** A pane option. It is not empty while a text of czar waits for the people at this pane. */
export const WAITING_OPTION = '@czar_waiting'

/** Options of the server: a line that all attached people see, and until when it is shown (seconds since the epoch). */
export const ALERT_LINE = '@czar_alert'
export const ALERT_UNTIL = '@czar_alert_until'

/**
 * Shows ALERT_LINE until its time is over. `%s` is the current time: tmux replaces dates in status formats before it inserts option
 * values.
 */
const ALERT = `#{?#{e|>:#{${ALERT_UNTIL}},%s},#[bold]#{${ALERT_LINE}}#[nobold] · ,}`

/** The left part tells the key that leads back, because in a narrow terminal tmux 3.3a cuts off the right part first. */
const LEFT = [
  `#[reverse] ${BACK_KEY} back #[noreverse] ${ALERT}#{?${WAITING_OPTION},a message of the czar waits until you are done · ,}#{session_name}`,
  '#{?client_readonly, · read-only,}',
  '#{?pane_dead, · its program has ended,#{?pane_in_mode, · scrolled: q goes on,}} ',
].join('')

const RIGHT = `#{?${WAITING_OPTION},,#{?window_bigger,part of #{window_width}x#{window_height} · ,}prefix Ctrl-b }`

/**
 * The bottom line of an attached person's terminal. It shows the worker's name, whether keys reach the worker, and the key that leads
 * back. It contains only names that czar chose, because tmux 3.3a would treat `#[…]` in a program's title as a style.
 */
export const STATUS_LINE: readonly TmuxCommand[] = [
  ['set-option', '-g', 'status', 'on'],
  ['set-option', '-g', 'status-style', 'bg=colour238,fg=colour252'],
  ['set-option', '-g', 'status-format[0]', `#[align=left]${LEFT}#[align=right]${RIGHT}`],
]
