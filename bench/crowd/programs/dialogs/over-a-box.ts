import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'opens a dialog on a full screen whose composer stays visible',
  expects: { brief: 'whole' },
  play(terminal) {
    composeBox(terminal, {
      top: 40,
      above: () => ['mybot 1.0'],
      onTaken(box) {
        setTimeout(() => {
          box.draw()
          box.show(false)
          terminal.write(
            '\x1b[18;20H╭────────────────────────────╮\x1b[19;20H│ Send 40,000 mails?         │\x1b[20;20H│ > Yes                      │\x1b[21;20H│   No                       │\x1b[22;20H╰────────────────────────────╯\x1b[20;23H\x1b[?25l',
          )
          terminal.shows('dialog', 'Send 40,000 mails?')
        }, 700)
      },
    })
  },
}
