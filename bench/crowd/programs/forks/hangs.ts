import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows its prompt and never reads again',
  expects: { brief: 'lost', keysAt: ['prompt', 'hangs'], watchMs: 30_000 },
  profile: MYBOT,
  play(stage) {
    composeLine(stage)
    stage.shows('hangs')
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  },
}
