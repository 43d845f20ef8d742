import { filled, onHook, when } from '../command/hook.ts'
import { asLine, type TmuxCommand } from '../command/quote.ts'
import { fitHooks, LEAST_COLUMNS, ROWS } from '../people/fit-window.ts'
import { PERSON_KEYS } from '../people/person-keys.ts'
import { STATUS_LINE } from '../people/status-line.ts'

/** The session into which every worker's window is linked, so that one client of czar sees the output of all of them. */
export const HUB = '_hub'
/** The tmux channel (`wait-for`) on which the server's hooks wake czar. */
export const WAKE_CHANNEL = 'czar-wake'

/** Creates the hub session. If two or more words follow `--`, tmux 3.3a runs them as a program without a shell. */
export const MAKE_HUB: TmuxCommand = [
  ...['new-session', '-d', '-s', HUB, '-x', `${LEAST_COLUMNS}`, '-y', `${ROWS}`, '-c', '/'],
  ...['--', 'tail', '-f', '/dev/null'],
]

/** Options that must be set before the first session is created. */
export function serverOptions(historyLines: number): readonly TmuxCommand[] {
  return [
    ['set-option', '-s', 'exit-empty', 'off'],
    ['set-option', '-s', 'escape-time', '10'],
    ['set-option', '-g', 'default-size', `${LEAST_COLUMNS}x${ROWS}`],
    ['set-option', '-g', 'history-limit', `${historyLines}`],
    ['set-option', '-g', 'automatic-rename', 'off'],
    ['set-option', '-g', 'remain-on-exit', 'on'],
    // Without this option, tmux's message about the ended program would scroll the program's last screen by a line. tmux 3.2 does not have
    // the option, and -q ignores that.
    ['set-option', '-gq', 'remain-on-exit-format', ''],
    ['set-option', '-g', 'update-environment', ''],
    ['set-option', '-g', 'focus-events', 'on'],
    // tmux's default of 750 ms is too short for a person to read a message.
    ['set-option', '-g', 'display-time', '3000'],
    ...TERMINAL_OPTIONS,
    ...PERSON_KEYS,
    ...STATUS_LINE,
  ]
}

/**
 * Options for what passes between programs and an attached person's terminal. Colours and modified keys pass. The clipboard, the window's
 * title and raw escape sequences do not. With `external`, only what the person copies in tmux reaches the clipboard.
 */
const TERMINAL_OPTIONS: readonly TmuxCommand[] = [
  ['set-option', '-s', 'extended-keys', 'on'],
  // By default tmux 3.5 writes Shift-Enter as ESC[27;2;13~. Earlier versions do not have this option, and -q ignores that.
  ['set-option', '-sq', 'extended-keys-format', 'csi-u'],
  ['set-option', '-s', 'terminal-features[90]', 'xterm*:extkeys'],
  ['set-option', '-s', 'set-clipboard', 'external'],
  ['set-option', '-g', 'set-titles', 'off'],
  // tmux 3.2 does not have this option, and -q ignores that.
  ['set-option', '-gq', 'allow-passthrough', 'off'],
]

/**
 * Hooks of the server. A worker's window is linked into two sessions, so `kill-session` alone would leave its program running. The first
 * hook therefore closes the window, even while no czar runs. The other hooks wake the client of czar that waits for events.
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

/** Empties the server's environment. Otherwise programs would inherit it, but they must get only the variables of their session. */
export function forgetEnvironment(names: readonly string[]): readonly TmuxCommand[] {
  return names.map(name => ['set-environment', '-gu', name])
}
