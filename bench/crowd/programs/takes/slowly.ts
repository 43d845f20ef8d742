import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'reads two hundred characters in a tenth of a second and draws them at once',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    let waiting = ''
    const composer = composeLine(stage, {
      echo(text) {
        waiting += text
        return ''
      },
    })
    setInterval(() => {
      const next = waiting.slice(0, 200)
      waiting = waiting.slice(200)
      stage.write(next.replaceAll('\n', '\r\n'))
    }, 100)
    composer.text()
  },
}
