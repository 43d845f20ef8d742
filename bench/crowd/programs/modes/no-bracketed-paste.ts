import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'never asks for bracketed paste, and takes each line separately',
  expects: { brief: 'refused', because: /bracketed paste|line by line|several lines/i, withinMs: 30_000 },
  profile: MYBOT,
  play(terminal) {
    terminal.write('mybot 1.0\r\n\r\n')
    composeLine(terminal, { isPasteOn: false })
  },
}
