import { MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a dialog that its profile answers, and replaces it by another dialog 0.3 s later',
  expects: { brief: 'none', keysAt: ['known dialog'] },
  profile: { ...MYBOT, dialogs: [{ screen: '^Trust this folder\\?$', keys: ['Enter'] }] },
  async play(terminal) {
    terminal.raw(true)
    terminal.write('Trust this folder?\r\n\r\n❯ Yes\r\n  No\r\n')
    terminal.shows('known dialog')
    await terminal.pause(300)
    terminal.write('\x1b[2J\x1b[HForget all earlier sessions?\r\n\r\n❯ Yes\r\n  No\r\n')
    terminal.shows('dialog', 'Forget all earlier sessions?')
  },
}
