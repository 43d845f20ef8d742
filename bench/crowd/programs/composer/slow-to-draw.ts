import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'takes two seconds to draw a pasted text',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    let drawn = ''
    const composer = composeLine(terminal, {
      echo(text) {
        drawn += text
        return ''
      },
      onPasted() {
        setTimeout(() => terminal.write(drawn.replaceAll('\n', '\r\n')), 2_000)
      },
    })
    composer.text()
  },
}
