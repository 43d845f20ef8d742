import type { TmuxCommand } from '../command/quote.ts'

/**
 * The one key that brings an attached person back to where they came from. No agent needs it but Gemini CLI, whose
 * debug console it opens (its keyboard-shortcuts.md): the prefix before it hands it through. F11 and F10 are taken by
 * terminal windows, and every key with Ctrl or Alt by some agent's composer.
 */
export const BACK_KEY = 'F12'

/**
 * What an attached person's keys and mouse do on the fleet's server, besides tmux's own bindings behind Ctrl-b. The
 * menus behind the right button go: their Respawn crashes tmux 3.3a, and a program gets the button instead.
 */
export const PERSON_KEYS: readonly TmuxCommand[] = [
  ['set-option', '-g', 'mouse', 'on'],
  ['set-option', '-g', 'prefix', 'C-b'],
  ['bind-key', '-T', 'root', BACK_KEY, 'detach-client'],
  ['bind-key', '-T', 'prefix', BACK_KEY, 'send-keys', BACK_KEY],
  ['bind-key', '-T', 'prefix', 'd', 'detach-client'],
  ...['MouseDown3Pane', 'M-MouseDown3Pane', 'MouseDown3Status', 'MouseDown3StatusLeft'].map(key => ['unbind-key', '-q', '-T', 'root', key]),
]
