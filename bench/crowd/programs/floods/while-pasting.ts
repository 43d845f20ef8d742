import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'prints above its composer while a text is pasted',
  expects: { brief: 'whole' },
  play(terminal) {
    let count = 0
    const box = composeBox(terminal, {
      height: 6,
      top: 20,
      above: () => Array.from({ length: 10 }, () => `event ${count++}: file changed`),
    })
    setInterval(box.draw, 200)
  },
}
