import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'swallows each Enter within 700 ms of a paste',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    let pastedAt = 0
    composeLine(terminal, {
      onPasted() {
        pastedAt = Date.now()
      },
      onEnter: () => Date.now() - pastedAt < 700,
    })
  },
}
