import { spawn } from 'node:child_process'
import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has a background process that asks a question over its prompt',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, {
      onTaken(line) {
        line.open()
        const child = spawn('/bin/sh', ['-c', 'sleep 1; printf "\\r\\n\\r\\nbackup: 3 snapshots will be pruned. Proceed? [y/N] "'], {
          stdio: ['ignore', 'inherit', 'inherit'],
        })
        child.on('close', () => terminal.shows('question', '3 snapshots will be pruned'))
      },
    })
  },
}
