import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'is in the normal mode of vi, where pasted text is lost and letters are commands',
  expects: { brief: 'lost' },
  profile: { ready: { screen: '> $' } },
  play(stage) {
    stage.raw(true)
    stage.bracketedPaste(true)
    stage.write('mybot 1.0\r\n\r\n[N] > ')
    stage.shows('prompt')
  },
}
