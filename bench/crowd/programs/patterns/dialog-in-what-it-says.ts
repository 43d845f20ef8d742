import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'says at its prompt what a dialog known to its profile asks',
  expects: { brief: 'whole' },
  profile: { ...MYBOT, dialogs: [{ screen: 'Overwrite it\\? \\(y/n\\)', keys: ['y', 'Enter'] }] },
  play(terminal) {
    terminal.write('mybot 1.0\r\n\r\nLast time I asked: Overwrite it? (y/n)\r\nYou said no.\r\n\r\n')
    composeLine(terminal)
  },
}
