import { createDialog, type Dialog } from './dialog.ts'

export interface StartDialog {
  readonly dialog: Dialog
  /** The index of the answer with which the program goes on. Any other answer ends the program. */
  readonly goesOnWith: number
}

/**
 * The questions that real programs ask at their start, with the same answer selected first. In Claude Code 2.1.197, Enter trusts the folder
 * in one dialog but refuses the key in another, so czar must recognise a dialog before it presses Enter.
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
