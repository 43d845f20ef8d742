import { fileURLToPath } from 'node:url'
import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'
import { shellProgram } from '../../real/commands.ts'

const play = fileURLToPath(new URL('../../play.ts', import.meta.url))

export const program: Program = {
  does: 'takes its brief and ends because of it; its wrapper leaves a shell behind',
  expects: { brief: 'whole' },
  profile: MYBOT,
  command() {
    const shell = shellProgram('left-shell')
    return shell && [...shell, process.execPath, play, 'real/left-shell-later']
  },
  play(terminal) {
    composeLine(terminal, { onTaken: () => terminal.exit(1) })
  },
}
