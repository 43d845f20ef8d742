import { createDialog, type Dialog } from './dialog.ts'

export interface StartDialog {
  readonly dialog: Dialog
  /** The answer with which the program goes on; any other ends it. */
  readonly goesOnWith: number
}

/**
 * The start-up questions of real programs, cursor where they have it. Claude Code 2.1.197: a blind Enter says yes to
 * trust, and no to the key.
 */
export function startDialog(kind: 'trust' | 'key' | 'unknown'): StartDialog {
  switch (kind) {
    case 'trust':
      return {
        dialog: createDialog(['Accessing workspace:', 'Do you trust the files in this folder?'], ['Yes, I trust this folder', 'No, exit']),
        goesOnWith: 0,
      }
    case 'key':
      return {
        dialog: createDialog(
          ['Detected a custom API key in your environment', 'Do you want to use this API key?'],
          ['Yes', 'No (recommended)'],
          1,
        ),
        goesOnWith: 0,
      }
    case 'unknown':
      return {
        dialog: createDialog(['Something that nobody has seen before.', 'How shall we go on?'], ['Leave', 'Go on']),
        goesOnWith: 1,
      }
  }
}
