import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has `> ` before earlier messages, and `* ` before its composer',
  expects: { brief: 'whole' },
  play(terminal) {
    terminal.write('> write the parser\r\n\r\nDone: src/parser.ts\r\n\r\n> and the tests\r\n\r\nDone.\r\n\r\n')
    composeLine(terminal, { prompt: '* ' })
  },
}
