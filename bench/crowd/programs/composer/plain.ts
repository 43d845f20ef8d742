import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows `> ` and reads; the profile says nothing of its screen',
  expects: { brief: 'whole' },
  async play(terminal) {
    terminal.write('mybot 1.0\r\n\r\n')
    composeLine(terminal, { prompt: '> ' })
  },
}
