import type { AtPane, Sitting } from './sitting.ts'

interface Composer {
  /** The empty input box. */
  readonly ready: RegExp
  /** Empties the input box. */
  readonly empty: (at: AtPane) => Promise<void>
}

/** Types a draft of one line and a draft of two lines. */
export async function typeDrafts(at: AtPane, { ready, empty }: Composer): Promise<void> {
  await at.shows('empty', ready)
  at.type('fix the parser')
  await at.shows('draft-line', /fix the parser/)
  await empty(at)
  at.type('first line')
  at.press('C-j')
  at.type('> second line')
  await at.shows('draft-lines', /second line/)
}

/** A program that asks for no permission. */
export function bypassSitting(ready: RegExp): Sitting {
  return {
    name: 'bypass',
    otherwise: 'allow',
    async play(at) {
      await at.shows('empty-bypass', ready)
      await at.send('QUOTE it', /That is all/)
      await at.shows('answered-bypass', /That is all/)
    },
  }
}
