import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'prints a log line each second and draws its prompt again below the line',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    const composer = composeLine(stage)
    let count = 0
    setInterval(() => {
      if (composer.text() === '') stage.write(`\r\x1b[Kwatching, event ${count++}\r\nmybot> `)
    }, 1_000)
  },
}
