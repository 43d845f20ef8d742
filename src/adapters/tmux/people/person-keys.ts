import type { TmuxCommand } from '../command/quote.ts'

/**
 * The key that takes an attached person back. Only Gemini CLI needs it, for its debug console (its
 * keyboard-shortcuts.md); the prefix before it passes it through. Terminal windows take F11 and F10, and some agent's
 * composer takes every key with Ctrl or Alt.
 */
export const BACK_KEY = 'F12'

/**
 * Keys and mouse of attached people on the fleet's server, besides tmux's own bindings behind Ctrl-b. The right-button
 * menus are removed: their Respawn crashes tmux 3.3a, and programs get the button instead.
 */
export const PERSON_KEYS: readonly TmuxCommand[] = [
  ['set-option', '-g', 'mouse', 'on'],
  ['set-option', '-g', 'prefix', 'C-b'],
  ['bind-key', '-T', 'root', BACK_KEY, 'detach-client'],
  ['bind-key', '-T', 'prefix', BACK_KEY, 'send-keys', BACK_KEY],
  ['bind-key', '-T', 'prefix', 'd', 'detach-client'],
  ...['MouseDown3Pane', 'M-MouseDown3Pane', 'MouseDown3Status', 'MouseDown3StatusLeft'].map(key => ['unbind-key', '-q', '-T', 'root', key]),
]
