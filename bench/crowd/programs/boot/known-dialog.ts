import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks in a dialog whether the folder is trusted; the profile knows the dialog and answers it by Enter',
  expects: { brief: 'whole', keysAt: ['prompt', 'known dialog'] },
  profile: { ...MYBOT, dialogs: [{ screen: '^Trust this folder\\?$', keys: ['Enter'] }] },
  play(stage) {
    stage.raw(true)
    stage.write('Trust this folder?\r\n\r\n❯ Yes\r\n  No\r\n')
    stage.shows('known dialog')
    stage.hear(input => {
      if (input.kind !== 'enter') return
      stage.write('\x1b[2J\x1b[H')
      composeLine(stage, { prompt: 'mybot> ' })
    })
  },
}
