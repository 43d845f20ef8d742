import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a spinner for ever and never a prompt',
  expects: { brief: 'none', watchMs: 25_000 },
  async play(terminal) {
    terminal.raw(true)
    for (let turn = 0; ; turn++) {
      terminal.write(`\r${'⠋⠙⠹⠸⠼⠴⠦⠧'[turn % 8]} Thinking (${Math.floor(turn / 10)} s)`)
      await terminal.pause(100)
    }
  },
}
