import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'prints 40 MB, and then its prompt',
  expects: { brief: 'whole' },
  profile: { ...MYBOT, start_within: '60s' },
  async play(terminal) {
    const line = `${'x'.repeat(180)} building object file\r\n`.repeat(500)
    for (let sent = 0; sent < 40_000_000; sent += line.length) {
      terminal.write(line)
      if (sent % 2_000_000 < line.length) await terminal.pause(0)
    }
    composeLine(terminal)
  },
}
