import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'prints 40 MB, and then its prompt',
  expects: { brief: 'whole' },
  profile: { ...MYBOT, start_within: '60s' },
  async play(stage) {
    const line = `${'x'.repeat(180)} building object file\r\n`.repeat(500)
    for (let sent = 0; sent < 40_000_000; sent += line.length) {
      stage.write(line)
      if (sent % 2_000_000 < line.length) await stage.pause(0)
    }
    composeLine(stage)
  },
}
