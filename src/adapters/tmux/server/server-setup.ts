import { filled, onHook, when } from '../command/hook.ts'
import { asLine, type TmuxCommand } from '../command/quote.ts'
import { fitHooks, LEAST_COLUMNS, ROWS } from '../people/fit-window.ts'
import { PERSON_KEYS } from '../people/person-keys.ts'
import { STATUS_LINE } from '../people/status-line.ts'

/** Every worker's window is linked into this session, so one client sees all output. */
export const HUB = '_hub'
/** The server's hooks wake us on this channel. */
export const WAKE_CHANNEL = 'czar-wake'

/** Makes the hub. tmux 3.3a executes two or more words after `--` as they are, without a shell. */
export const MAKE_HUB: TmuxCommand = [
  ...['new-session', '-d', '-s', HUB, '-x', `${LEAST_COLUMNS}`, '-y', `${ROWS}`, '-c', '/'],
  ...['--', 'tail', '-f', '/dev/null'],
]

/** Options that must hold before the first session is made. */
export function serverOptions(historyLines: number): readonly TmuxCommand[] {
  return [
    ['set-option', '-s', 'exit-empty', 'off'],
    ['set-option', '-s', 'escape-time', '10'],
    ['set-option', '-g', 'default-size', `${LEAST_COLUMNS}x${ROWS}`],
    ['set-option', '-g', 'history-limit', `${historyLines}`],
    ['set-option', '-g', 'automatic-rename', 'off'],
    ['set-option', '-g', 'remain-on-exit', 'on'],
    // tmux's message would scroll the program's last screen by a line. tmux 3.2 lacks the option, hence -q.
    ['set-option', '-gq', 'remain-on-exit-format', ''],
    ['set-option', '-g', 'update-environment', ''],
    ['set-option', '-g', 'focus-events', 'on'],
    // tmux's default of 750 ms is too short to read a message.
    ['set-option', '-g', 'display-time', '3000'],
    ...TERMINAL_OPTIONS,
    ...PERSON_KEYS,
    ...STATUS_LINE,
  ]
}

/**
 * Colours and modified keys pass between programs and an attached person's terminal. The clipboard, the window's title
 * and raw escape sequences do not. `external` leaves the clipboard to the person's own copying.
 */
const TERMINAL_OPTIONS: readonly TmuxCommand[] = [
  ['set-option', '-s', 'extended-keys', 'on'],
  // tmux 3.5 writes Shift-Enter as ESC[27;2;13~ by default. Earlier ones lack the option, hence -q.
  ['set-option', '-sq', 'extended-keys-format', 'csi-u'],
  ['set-option', '-s', 'terminal-features[90]', 'xterm*:extkeys'],
  ['set-option', '-s', 'set-clipboard', 'external'],
  ['set-option', '-g', 'set-titles', 'off'],
  // Unknown to tmux 3.2, hence -q.
  ['set-option', '-gq', 'allow-passthrough', 'off'],
]

/**
 * Hooks of the server. A worker's window is linked twice, so `kill-session` alone leaves its program running. The first
 * hook closes the window, also while no czar runs. The others wake the event client.
 */
export function serverHooks(sessionPrefix: string): readonly TmuxCommand[] {
  const isWorker = `#{m:${sessionPrefix}*,#{hook_session_name}}`
  const closeWindow = when(isWorker, ['kill-window', '-t', filled('hook_window')])
  const wake = asLine(['wait-for', '-S', WAKE_CHANNEL])
  return [
    onHook('window-unlinked', closeWindow),
    ['set-hook', '-g', 'pane-died', wake],
    ['set-hook', '-g', 'session-closed', wake],
    ...fitHooks(sessionPrefix),
  ]
}

/** Programs would inherit the server's environment; they must get only the values of their session. */
export function forgetEnvironment(names: readonly string[]): readonly TmuxCommand[] {
  return names.map(name => ['set-environment', '-gu', name])
}
