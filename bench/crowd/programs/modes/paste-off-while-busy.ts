import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'turns bracketed paste off while it works and on with its prompt, as readline does',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    terminal.write('mybot 1.0\r\n\r\n')
    composeLine(terminal, {
      onTaken(line) {
        terminal.bracketedPaste(false)
        terminal.write('* Working\r\n')
        setTimeout(() => {
          terminal.bracketedPaste(true)
          line.open()
        }, 3_000)
      },
    })
  },
}
