import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows its prompt and is stopped by a signal (SIGSTOP), so nothing reads its input',
  expects: { brief: 'lost', keysAt: ['prompt', 'stopped'], watchMs: 30_000 },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal)
    terminal.shows('stopped')
    process.kill(process.pid, 'SIGSTOP')
  },
}
