import { expect, test } from 'vitest'
import { livingAgents } from '../../../../src/adapters/tmux/panes/living-agents.ts'
import type { MessageId } from '../../../../src/core/model/ids.ts'
import { startFleet } from '../support/fleet.ts'

test('fault 112: a pane stores the last message that was pasted into it, and a refused paste stores nothing', async () => {
  const fleet = await startFleet()
  const session = await fleet.create('a', ['cat'], { marks: { worker: 'a', incarnation: 2 } })
  const agents = () => livingAgents(fleet.socketPath)
  expect(await agents()).toEqual([{ worker: 'a', incarnation: 2, given: null }])
  await fleet.tmux.paste(session.pane, 'one')
  expect(await agents()).toMatchObject([{ given: null }])
  for (const message of ['m1', 'm12'] as MessageId[]) {
    expect(await fleet.tmux.paste(session.pane, 'two\nlines', message)).toEqual({ outcome: 'pasted' })
    expect(await agents()).toMatchObject([{ given: message }])
  }
  await fleet.person('select-pane', '-d', '-t', session.pane)
  expect(await fleet.tmux.paste(session.pane, 'three', 'm13' as MessageId)).toMatchObject({ outcome: 'refused' })
  expect(await agents()).toMatchObject([{ given: 'm12' }])
  await fleet.person('set-option', '-p', '-t', session.pane, '@czar_given', 'm1|%2|x')
  expect(await agents(), 'a foreign word').toMatchObject([{ worker: 'a' }])
})
