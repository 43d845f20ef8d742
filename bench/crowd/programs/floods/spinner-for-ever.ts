import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a spinner for ever and never a prompt',
  expects: { brief: 'none', watchMs: 25_000 },
  async play(stage) {
    stage.raw(true)
    for (let turn = 0; ; turn++) {
      stage.write(`\r${'⠋⠙⠹⠸⠼⠴⠦⠧'[turn % 8]} Thinking (${Math.floor(turn / 10)} s)`)
      await stage.pause(100)
    }
  },
}
