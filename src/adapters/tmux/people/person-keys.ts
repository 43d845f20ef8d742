import type { TmuxCommand } from '../command/quote.ts'

/**
 * The key by which an attached person leaves the worker's terminal. Of the agent programs only Gemini CLI uses F12, for its debug console
 * (its keyboard-shortcuts.md). F12 reaches the program if the tmux prefix is typed before it. F11 and F10 are unsuitable because terminal
 * windows use them, and each key with Ctrl or Alt is used by the input field of at least one agent program.
 */
export const BACK_KEY = 'F12'

/**
 * Keys and mouse actions of attached people on the fleet's server, in addition to tmux's own bindings behind Ctrl-b. The menus of the
 * right mouse button are removed, because their entry "Respawn" crashes tmux 3.3a. Programs in the pane get the button instead.
 */
export const PERSON_KEYS: readonly TmuxCommand[] = [
  ['set-option', '-g', 'mouse', 'on'],
  ['set-option', '-g', 'prefix', 'C-b'],
  ['bind-key', '-T', 'root', BACK_KEY, 'detach-client'],
  ['bind-key', '-T', 'prefix', BACK_KEY, 'send-keys', BACK_KEY],
  ['bind-key', '-T', 'prefix', 'd', 'detach-client'],
  ...['MouseDown3Pane', 'M-MouseDown3Pane', 'MouseDown3Status', 'MouseDown3StatusLeft'].map(key => ['unbind-key', '-q', '-T', 'root', key]),
]
