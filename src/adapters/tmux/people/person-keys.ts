import type { TmuxCommand } from '../command/quote.ts'

/**
 * The key by which an attached person leaves the worker's terminal. Of the agent programs only Gemini CLI uses this key, for its debug
 * console (its keyboard-shortcuts.md); after the tmux prefix the key goes to the program. F11 and F10 are used by terminal windows. Each
 * key with Ctrl or Alt is used by the composer of at least one agent program.
 */
export const BACK_KEY = 'F12'

/**
 * Keys and mouse of attached people on the fleet's server, besides tmux's own bindings behind Ctrl-b. The menus of the right button are
 * removed: their Respawn crashes tmux 3.3a. Programs get the button instead.
 */
export const PERSON_KEYS: readonly TmuxCommand[] = [
  ['set-option', '-g', 'mouse', 'on'],
  ['set-option', '-g', 'prefix', 'C-b'],
  ['bind-key', '-T', 'root', BACK_KEY, 'detach-client'],
  ['bind-key', '-T', 'prefix', BACK_KEY, 'send-keys', BACK_KEY],
  ['bind-key', '-T', 'prefix', 'd', 'detach-client'],
  ...['MouseDown3Pane', 'M-MouseDown3Pane', 'MouseDown3Status', 'MouseDown3StatusLeft'].map(key => ['unbind-key', '-q', '-T', 'root', key]),
]
