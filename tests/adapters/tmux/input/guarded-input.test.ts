import { expect, it, onTestFinished } from 'vitest'
import { guardedInput } from '../../../../src/adapters/tmux/input/guarded-input.ts'
import { type TmuxCommands, TmuxLink } from '../../../../src/adapters/tmux/link/tmux-link.ts'
import { until } from '../../../support/until.ts'
import { type Fleet, PREFIX, startFleet } from '../support/fleet.ts'
import { attachPerson } from '../support/person.ts'
import { startRawReader } from '../support/raw-reader.ts'

async function linkTo(fleet: Fleet): Promise<TmuxLink> {
  const address = { tmuxPath: 'tmux', socketPath: fleet.socketPath, env: { PATH: process.env['PATH'] ?? '' }, timeoutMs: 60_000 }
  const ignore = () => {}
  const link = new TmuxLink(
    { address, sessionPrefix: PREFIX, historyLines: 100 },
    { onBytes: ignore, onGap: ignore, onWake: ignore, onAttached: async () => {}, onLost: ignore },
  )
  onTestFinished(() => link.close())
  await link.start()
  return link
}

it('the tmux server itself notices a person who begins to type after czar last checked', async () => {
  const fleet = await startFleet()
  const reader = await startRawReader(fleet, 'a')
  const link = await linkTo(fleet)
  const activity = Number(await fleet.person('display-message', '-p', '-t', `=${reader.name}:`, '#{session_activity}'))
  await until(() => Date.now() >= (activity + 1) * 1_000)
  const interrupted: TmuxCommands = {
    run: (commands, facts) => link.run(commands, facts),
    ask: async (commands, facts) => {
      const person = await attachPerson(fleet, { session: reader.name })
      person.type('draft')
      await until(async () => (await reader.bytes()).toString() === 'draft')
      return link.ask(commands, facts)
    },
  }
  const keys = [['send-keys', '-t', reader.pane, 'Enter']]
  expect(await guardedInput(interrupted, reader, keys)).toEqual({ outcome: 'refused', reason: 'person-typing' })
  expect((await reader.bytes()).toString()).toBe('draft')
})
