import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'prints for ever and never shows a prompt',
  expects: { brief: 'none', watchMs: 25_000 },
  async play(terminal) {
    terminal.raw(true)
    for (let count = 0; ; count++) {
      terminal.write(`${count}: > still going on, ask me later\r\n`.repeat(50))
      await terminal.pause(5)
    }
  },
}
