import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'draws its cursor as a block that blinks twice a second',
  expects: { brief: 'whole' },
  play(terminal) {
    let isOn = true
    const box = composeBox(terminal, { cursor: 'hidden', above: () => ['mybot 1.0', ''], hint: '' })
    setInterval(() => {
      isOn = !isOn
      terminal.write(isOn ? '\x1b[?25h' : '\x1b[?25l')
      box.draw()
    }, 500)
  },
}
