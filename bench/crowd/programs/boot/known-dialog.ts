import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks in a dialog whether the folder is trusted; the profile knows the dialog and answers it by Enter',
  expects: { brief: 'whole', keysAt: ['prompt', 'known dialog'] },
  profile: { ...MYBOT, dialogs: [{ screen: '^Trust this folder\\?$', keys: ['Enter'] }] },
  play(terminal) {
    terminal.raw(true)
    terminal.write('Trust this folder?\r\n\r\n❯ Yes\r\n  No\r\n')
    terminal.shows('known dialog')
    terminal.hear(input => {
      if (input.kind !== 'enter') return
      terminal.write('\x1b[2J\x1b[H')
      composeLine(terminal, { prompt: 'mybot> ' })
    })
  },
}
