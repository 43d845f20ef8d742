import type { Program } from '../../program.ts'
import { composeLine } from '../../stage/line-composer.ts'

export const program: Program = {
  does: 'shows its prompt and is stopped (SIGSTOP): nothing reads what comes',
  expects: { brief: 'none', watchMs: 30_000 },
  play(stage) {
    composeLine(stage)
    stage.shows('stopped')
    process.kill(process.pid, 'SIGSTOP')
  },
}
