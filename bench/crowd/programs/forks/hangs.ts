import type { Program } from '../../program.ts'
import { composeLine } from '../../stage/line-composer.ts'

export const program: Program = {
  does: 'shows its prompt and never reads again',
  expects: { brief: 'none', watchMs: 30_000 },
  play(stage) {
    composeLine(stage)
    stage.shows('hangs')
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  },
}
