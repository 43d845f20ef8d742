import type { Dialog } from './terminal/dialog.ts'
import type { Key } from './terminal/keys.ts'

export interface Questions {
  /** The lines of the open dialog. It is null if no dialog is open. */
  readonly lines: () => readonly string[] | null
  /** Opens a dialog and waits for the index of the chosen answer. */
  readonly choose: (dialog: Dialog) => Promise<number>
  readonly press: (key: Key) => void
}

/** Shows dialogs. At most one is open, and it receives all keys. */
export function createQuestions(changed: () => void): Questions {
  let open: { readonly dialog: Dialog; readonly answered: (answer: number) => void } | null = null
  return {
    lines: () => open?.dialog.lines() ?? null,
    choose: dialog =>
      new Promise(answered => {
        open = { dialog, answered }
        changed()
      }),
    press: key => {
      const asked = open
      const answer = asked?.dialog.press(key) ?? null
      if (asked === null || answer === null) return
      open = null
      asked.answered(answer)
    },
  }
}
