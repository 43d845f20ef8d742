import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks for mouse, focus, key and synchronised modes before its prompt',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    terminal.raw(true)
    terminal.write(
      '\x1b[?1000h\x1b[?1002h\x1b[?1006h\x1b[?1004h\x1b[>1u\x1b[>4;2m\x1b[?1h\x1b=\x1b[?2026h\x1b[c\x1b[>q\x1b[6n\x1b]11;?\x07mybot 1.0\r\n\r\n\x1b[?2026l',
    )
    composeLine(terminal)
  },
}
