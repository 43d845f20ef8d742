import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'clears its screen and rests with nothing on it',
  expects: { brief: 'none', watchMs: 20_000 },
  async play(terminal) {
    terminal.raw(true)
    terminal.write('mybot 1.0\r\n')
    await terminal.pause(500)
    terminal.write('\x1b[2J\x1b[H')
    terminal.shows('blank', '')
  },
}
