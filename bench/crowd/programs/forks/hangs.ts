import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows its prompt and never reads again',
  expects: { brief: 'lost', keysAt: ['prompt', 'hangs'], watchMs: 30_000 },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal)
    terminal.shows('hangs')
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  },
}
