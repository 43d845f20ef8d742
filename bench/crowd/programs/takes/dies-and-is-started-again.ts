import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'ends at Enter; its wrapper says so and starts it again',
  expects: { brief: 'lost' },
  play: terminal => void begin(terminal),
}

function begin(terminal: Parameters<NonNullable<Program['play']>>[0]): void {
  const line = composeLine(terminal, {
    prompt: '> ',
    onEnter() {
      if (line.text() === '') return false
      terminal.write('\r\nSegmentation fault (core dumped)\r\n[wrapper] started again\r\n\r\n')
      begin(terminal)
      return true
    },
  })
}
