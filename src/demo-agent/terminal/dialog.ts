import type { Key } from './keys.ts'

export interface Dialog {
  readonly lines: () => readonly string[]
  /** Takes a key. Returns the index of the chosen answer, or null as long as none is chosen. */
  readonly press: (key: Key) => number | null
}

/** A question with numbered answers: arrows or digits select, Enter confirms. */
export function createDialog(question: readonly string[], answers: readonly string[], startAt = 0): Dialog {
  let cursor = startAt

  function press(key: Key): number | null {
    if (key.kind === 'up') cursor = Math.max(0, cursor - 1)
    if (key.kind === 'down') cursor = Math.min(answers.length - 1, cursor + 1)
    if (key.kind === 'text' && /^[1-9]$/.test(key.text)) cursor = Math.min(answers.length, Number(key.text)) - 1
    return key.kind === 'enter' ? cursor : null
  }

  return {
    lines: () => [
      ...question,
      '',
      ...answers.map((answer, at) => `${at === cursor ? '❯' : ' '} ${at + 1}. ${answer}`),
      '',
      'Enter to confirm',
    ],
    press,
  }
}
