import { MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks for bracketed paste, but takes each line separately',
  expects: { brief: 'either' },
  profile: MYBOT,
  play(terminal) {
    let line = ''
    terminal.raw(true)
    terminal.bracketedPaste(true)
    terminal.write('mybot 1.0\r\n\r\nmybot> ')
    terminal.shows('prompt')
    terminal.hear(input => {
      const text = input.kind === 'enter' ? '\n' : 'text' in input ? input.text : ''
      for (const part of text.split(/(\n)/)) {
        if (part !== '\n') line += part
        else {
          terminal.took(line)
          terminal.write(`${line}\r\n`)
          line = ''
        }
      }
    })
  },
}
