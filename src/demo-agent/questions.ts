import type { Dialog } from './terminal/dialog.ts'
import type { Key } from './terminal/keys.ts'

export interface Questions {
  /** The lines of the open dialog, or null. */
  readonly lines: () => readonly string[] | null
  /** Opens a dialog and waits for the number of its answer. */
  readonly choose: (dialog: Dialog) => Promise<number>
  readonly press: (key: Key) => void
}

/** At most one dialog is open; while it is, it has the keys. */
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
