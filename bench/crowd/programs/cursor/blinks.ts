import { composeBox } from '../../../stage/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'draws its cursor as a block that blinks twice a second',
  expects: { brief: 'whole' },
  play(stage) {
    let isOn = true
    const box = composeBox(stage, { cursor: 'hidden', above: () => ['mybot 1.0', ''], hint: '' })
    setInterval(() => {
      isOn = !isOn
      stage.write(isOn ? '\x1b[?25h' : '\x1b[?25l')
      box.draw()
    }, 500)
  },
}
