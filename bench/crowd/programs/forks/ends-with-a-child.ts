import { spawn } from 'node:child_process'
import { MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'ends, and leaves a child process that holds the terminal',
  expects: { brief: 'none', watchMs: 25_000 },
  profile: MYBOT,
  async play(terminal) {
    terminal.write('mybot 1.0: could not reach its server\r\n')
    spawn('/bin/sh', ['-c', 'trap "" HUP; sleep 300'], { stdio: 'inherit' })
    await terminal.pause(300)
    terminal.exit(1)
  },
}
