import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'never asks for bracketed paste, and takes each line separately',
  expects: { brief: 'refused', because: /bracketed paste|line by line|several lines/i, withinMs: 30_000 },
  profile: MYBOT,
  play(stage) {
    stage.write('mybot 1.0\r\n\r\n')
    composeLine(stage, { isPasteOn: false })
  },
}
