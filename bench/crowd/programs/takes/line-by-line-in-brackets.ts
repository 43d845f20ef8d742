import { MYBOT } from '../../../stage/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks for bracketed paste, but takes each line separately',
  expects: { brief: 'either' },
  profile: MYBOT,
  play(stage) {
    let line = ''
    stage.raw(true)
    stage.bracketedPaste(true)
    stage.write('mybot 1.0\r\n\r\nmybot> ')
    stage.shows('prompt')
    stage.hear(input => {
      const text = input.kind === 'enter' ? '\n' : 'text' in input ? input.text : ''
      for (const part of text.split(/(\n)/)) {
        if (part !== '\n') line += part
        else {
          stage.took(line)
          stage.write(`${line}\r\n`)
          line = ''
        }
      }
    })
  },
}
