import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'clears its screen and rests with nothing on it',
  expects: { brief: 'none', watchMs: 20_000 },
  async play(stage) {
    stage.raw(true)
    stage.write('mybot 1.0\r\n')
    await stage.pause(500)
    stage.write('\x1b[2J\x1b[H')
    stage.shows('blank', '')
  },
}
