import { createInterface } from 'node:readline'
import { MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'is a loop of readline in Node: no bracketed paste, a line at a time',
  expects: { brief: 'refused', because: /bracketed paste|line by line|several lines/i, withinMs: 30_000 },
  profile: MYBOT,
  play(terminal) {
    const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: 'mybot> ' })
    lines.prompt()
    terminal.shows('prompt')
    lines.on('line', line => {
      terminal.took(line)
      lines.prompt()
    })
  },
}
