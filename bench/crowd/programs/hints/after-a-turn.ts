import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a hint in its empty composer only after the first turn',
  expects: { brief: 'whole' },
  profile: { ready: { screen: '^mybot> ' } },
  play(stage) {
    const hint = { on: false }
    const composer = composeLine(stage, {
      onTaken() {
        stage.write('* API error: 529\r\n\r\n')
        hint.on = true
        composer.open()
        stage.write('\x1b7\x1b[2mResend your message to try again\x1b[m\x1b8')
      },
    })
  },
}
