import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'prints for ever and never shows a prompt',
  expects: { brief: 'none', watchMs: 25_000 },
  async play(stage) {
    stage.raw(true)
    for (let count = 0; ; count++) {
      stage.write(`${count}: > still going on, ask me later\r\n`.repeat(50))
      await stage.pause(5)
    }
  },
}
