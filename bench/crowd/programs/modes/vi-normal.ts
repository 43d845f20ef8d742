import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'is in the normal mode of vi, where pasted text is lost and letters are commands',
  expects: { brief: 'lost' },
  profile: { ready: { screen: '> $' } },
  play(terminal) {
    terminal.raw(true)
    terminal.bracketedPaste(true)
    terminal.write('mybot 1.0\r\n\r\n[N] > ')
    terminal.shows('prompt')
  },
}
