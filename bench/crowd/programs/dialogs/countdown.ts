import { ask, MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks in a menu that counts down the seconds until it says yes by itself',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    let left = 60
    composeLine(terminal, {
      prompt: 'mybot> ',
      onTaken() {
        ask(terminal, { screen: 'Deploy to production?\r\n❯ 1. Yes\r\n  2. No\r\n', words: ['Deploy to production?'] })
        setInterval(() => terminal.write(`\x1b7\x1b[49;1HYes in ${left--} s \x1b8`), 1_000)
      },
    })
  },
}
