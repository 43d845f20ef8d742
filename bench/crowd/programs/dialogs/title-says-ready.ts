import { askAfterBrief, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks in a menu while the title of its terminal says Ready',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    askAfterBrief(terminal, {
      screen: '\x1b]2;mybot: Ready for input\x07Allow mybot to read ~/.ssh/id_ed25519?\r\n\r\n❯ Allow once\r\n  Allow always\r\n  Deny\r\n',
      words: ['~/.ssh/id_ed25519'],
    })
  },
}
