import { expect, it } from 'vitest'
import { personTerminal } from '../../../../src/adapters/tmux/people/person-terminal.ts'

it('a name that tmux takes stays, any other becomes one that it takes', async () => {
  expect(await personTerminal({ TERM: 'linux' })).toMatchObject({ name: 'linux' })
  for (const TERM of [undefined, '', 'dumb', 'nonesuch-terminal', '../passwd', '-V']) {
    expect(await personTerminal({ TERM })).toMatchObject({ name: 'xterm-256color' })
  }
})

it('all colours are announced where the terminal says so, and inside another tmux, which translates them', async () => {
  expect(await personTerminal({ TERM: 'xterm', COLORTERM: 'truecolor' })).toMatchObject({ features: ['RGB'] })
  expect(await personTerminal({ TERM: 'screen', TMUX: '/tmp/tmux-1/default,1,0' })).toMatchObject({ features: ['RGB'] })
  expect(await personTerminal({ TERM: 'xterm', COLORTERM: 'yes' })).toMatchObject({ features: [] })
})
