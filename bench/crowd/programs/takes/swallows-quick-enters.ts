import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'swallows each Enter within 700 ms of a paste',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    let pastedAt = 0
    composeLine(stage, {
      onPasted() {
        pastedAt = Date.now()
      },
      onEnter: () => Date.now() - pastedAt < 700,
    })
  },
}
