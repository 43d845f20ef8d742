import type { TmuxCommand } from '../command/quote.ts'
import { BACK_KEY } from './person-keys.ts'

/** Option of a pane: not empty while a text of the czar's waits for the people there. */
export const WAITING_SIGN = '@czar_waiting'

/** Options of the server: a line for everybody who is attached, and until when (seconds since the epoch) it is shown. */
export const ALERT_LINE = '@czar_alert'
export const ALERT_UNTIL = '@czar_alert_until'

/** `%s` is the time now: formats of the status line are read for dates first. What an option holds is not. */
const ALERT = `#{?#{e|>:#{${ALERT_UNTIL}},%s},#[bold]#{${ALERT_LINE}}#[nobold] · ,}`

/** Shown left to right; in a narrow terminal tmux 3.3a cuts the right part first, so the way back stands leftmost. */
const LEFT = [
  `#[reverse] ${BACK_KEY} back #[noreverse] ${ALERT}#{?${WAITING_SIGN},a message of the czar waits until you are done · ,}#{session_name}`,
  '#{?client_readonly, · read-only,}',
  '#{?pane_dead, · its program has ended,#{?pane_in_mode, · scrolled: q goes on,}} ',
].join('')

const RIGHT = `#{?${WAITING_SIGN},,#{?window_bigger,part of #{window_width}x#{window_height} · ,}prefix Ctrl-b }`

/**
 * The bottom line of an attached person's terminal: whom they look at, whether keys get through, how to get back.
 * Names of our own alone: a title set by a program is read for styles by tmux 3.3a (`#[…]`), so none is shown.
 */
export const STATUS_LINE: readonly TmuxCommand[] = [
  ['set-option', '-g', 'status', 'on'],
  ['set-option', '-g', 'status-style', 'bg=colour238,fg=colour252'],
  ['set-option', '-g', 'status-format[0]', `#[align=left]${LEFT}#[align=right]${RIGHT}`],
]
