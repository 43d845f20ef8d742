import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'prints a log for four seconds with lines such as `> building` before its prompt',
  expects: { brief: 'whole' },
  profile: MYBOT,
  async play(terminal) {
    for (const line of ['> mybot@1.0 build', '> tsc -p .', 'added 120 packages', '$ mybot --serve', '> ', 'listening']) {
      terminal.write(`${line}\r\n`)
      await terminal.pause(650)
    }
    composeLine(terminal, { prompt: 'mybot> ' })
  },
}
