import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a new grey tip in its empty composer every two seconds',
  expects: { brief: 'whole' },
  play(terminal) {
    const tips = ['Type / for commands', 'Press @ to name a file', 'Try: explain this repository']
    const composer = composeLine(terminal, { prompt: '> ', hint: `\x1b[2m${tips[0]}` })
    let tip = 0
    setInterval(() => {
      if (composer.text() === '') terminal.write(`\x1b7\x1b[J\x1b[2m${tips[tip++ % tips.length]}\x1b[m\x1b8`)
    }, 2_000)
  },
}
