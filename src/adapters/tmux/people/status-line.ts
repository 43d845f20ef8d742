import type { TmuxCommand } from '../command/quote.ts'
import { BACK_KEY } from './person-keys.ts'

/** Pane option that is not empty while a text of the czar waits for the people at the pane. */
export const WAITING_SIGN = '@czar_waiting'

/** Server options: a line for all attached people, and until when it shows (seconds since the epoch). */
export const ALERT_LINE = '@czar_alert'
export const ALERT_UNTIL = '@czar_alert_until'

/** `%s` is the current time. tmux expands dates in status formats first, but not in option values. */
const ALERT = `#{?#{e|>:#{${ALERT_UNTIL}},%s},#[bold]#{${ALERT_LINE}}#[nobold] · ,}`

/** In a narrow terminal tmux 3.3a cuts the right part first, so the key that leads back is on the left. */
const LEFT = [
  `#[reverse] ${BACK_KEY} back #[noreverse] ${ALERT}#{?${WAITING_SIGN},a message of the czar waits until you are done · ,}#{session_name}`,
  '#{?client_readonly, · read-only,}',
  '#{?pane_dead, · its program has ended,#{?pane_in_mode, · scrolled: q goes on,}} ',
].join('')

const RIGHT = `#{?${WAITING_SIGN},,#{?window_bigger,part of #{window_width}x#{window_height} · ,}prefix Ctrl-b }`

/**
 * The bottom line of an attached person's terminal: which worker it shows, whether keys reach the worker, and the key that leads back. It
 * shows only czar's own names, because tmux 3.3a reads a program's title for styles (`#[…]`).
 */
export const STATUS_LINE: readonly TmuxCommand[] = [
  ['set-option', '-g', 'status', 'on'],
  ['set-option', '-g', 'status-style', 'bg=colour238,fg=colour252'],
  ['set-option', '-g', 'status-format[0]', `#[align=left]${LEFT}#[align=right]${RIGHT}`],
]
