import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a hint in its empty composer in the same colour as typed text',
  // The screen shows no difference between this hint and a draft with the cursor at its beginning.
  expects: { brief: 'refused', because: /draft|without a prompt/i },
  profile: { ready: { screen: '^mybot> ' } },
  play(stage) {
    stage.write('mybot 1.0\r\n\r\n')
    composeLine(stage, { hint: '\x1b[0mResend your message to try again' })
  },
}
