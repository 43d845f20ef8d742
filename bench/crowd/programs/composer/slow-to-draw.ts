import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'takes two seconds to draw a pasted text',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    let drawn = ''
    const composer = composeLine(stage, {
      echo(text) {
        drawn += text
        return ''
      },
      onPasted() {
        setTimeout(() => stage.write(drawn.replaceAll('\n', '\r\n')), 2_000)
      },
    })
    composer.text()
  },
}
