import { MYBOT } from '../../../stage/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a dialog that its profile answers, and replaces it by another dialog 0.3 s later',
  expects: { brief: 'none', keysAt: ['known dialog'] },
  profile: { ...MYBOT, dialogs: [{ screen: '^Trust this folder\\?$', keys: ['Enter'] }] },
  async play(stage) {
    stage.raw(true)
    stage.write('Trust this folder?\r\n\r\n❯ Yes\r\n  No\r\n')
    stage.shows('known dialog')
    await stage.pause(300)
    stage.write('\x1b[2J\x1b[HForget all earlier sessions?\r\n\r\n❯ Yes\r\n  No\r\n')
    stage.shows('dialog', 'Forget all earlier sessions?')
  },
}
