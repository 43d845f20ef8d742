import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has `›` for a prompt, and its profile says nothing',
  expects: { brief: 'whole' },
  play(terminal) {
    terminal.write('mybot 1.0\r\n\r\n')
    composeLine(terminal, { prompt: '› ' })
  },
}
