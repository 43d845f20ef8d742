import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'prints a log line each second and draws its prompt again below the line',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    const composer = composeLine(terminal)
    let count = 0
    setInterval(() => {
      if (composer.text() === '') terminal.write(`\r\x1b[Kwatching, event ${count++}\r\nmybot> `)
    }, 1_000)
  },
}
