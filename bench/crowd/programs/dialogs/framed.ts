import { askAfterBrief, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks in a frame with two buttons',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    askAfterBrief(terminal, {
      screen:
        '╭──────────────────────────────╮\r\n│ Overwrite config/prod.yaml?  │\r\n│                              │\r\n│    [ Yes ]       No          │\r\n╰──────────────────────────────╯\r\n',
      words: ['Overwrite config/prod.yaml?'],
    })
  },
}
