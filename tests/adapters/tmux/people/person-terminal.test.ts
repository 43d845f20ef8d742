import { expect, it } from 'vitest'
import { personTerminal } from '../../../../src/adapters/tmux/people/person-terminal.ts'

it('a terminal name that tmux knows is kept, and any other becomes one that tmux knows', async () => {
  expect(await personTerminal({ TERM: 'linux' })).toMatchObject({ name: 'linux' })
  for (const TERM of [undefined, '', 'dumb', 'nonesuch-terminal', '../passwd', '-V']) {
    expect(await personTerminal({ TERM })).toMatchObject({ name: 'xterm-256color' })
  }
})

it('all colours are announced if the terminal has them, and inside another tmux, which translates them', async () => {
  expect(await personTerminal({ TERM: 'xterm', COLORTERM: 'truecolor' })).toMatchObject({ features: ['RGB'] })
  expect(await personTerminal({ TERM: 'screen', TMUX: '/tmp/tmux-1/default,1,0' })).toMatchObject({ features: ['RGB'] })
  expect(await personTerminal({ TERM: 'xterm', COLORTERM: 'yes' })).toMatchObject({ features: [] })
})
