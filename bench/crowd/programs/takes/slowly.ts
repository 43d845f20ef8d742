import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'reads two hundred characters in a tenth of a second and draws them at once',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    let waiting = ''
    const composer = composeLine(terminal, {
      echo(text) {
        waiting += text
        return ''
      },
    })
    setInterval(() => {
      const next = waiting.slice(0, 200)
      waiting = waiting.slice(200)
      terminal.write(next.replaceAll('\n', '\r\n'))
    }, 100)
    composer.text()
  },
}
