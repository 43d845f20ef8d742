import { expect, test } from 'vitest'
import type { LivingAgent } from '../../../src/adapters/tmux/panes/living-agents.ts'
import { readJournalContent } from '../../../src/cli/journal/journal-content.ts'
import { contradictions } from '../../../src/cli/journal/witnesses.ts'
import type { Event } from '../../../src/core/events/event.ts'
import { aStateDir } from '../support/a-state-dir.ts'

const intended = (action: string, effect: string) => ({ kind: 'effect.intended', action, effect, worker: 'api' }) as unknown as Event
const BEFORE = [
  { kind: 'czar.started', epoch: 1, pid: 7, host: 'here', version: '1' } as Event,
  intended('start_agent', 'start_agent:api:1'),
]

async function says(events: readonly Event[], agents: readonly LivingAgent[]) {
  const { project } = await aStateDir()
  const directory = await project('gateway', { events })
  return contradictions(readJournalContent(directory, []), { status: null, agents }, { name: 'gateway', directory })
}

const living = (given: string | null): LivingAgent => ({ worker: 'api', incarnation: 1, given })

test("fault 112: a living agent's last message shows that a journal from before this message is old", async () => {
  expect(await says(BEFORE, [living('m1')])).toEqual([
    'the agent of api was given m1, but the journal does not say that it was given to anybody',
  ])
  const queued = {
    kind: 'message.queued',
    worker: 'api',
    message: 'm1',
    messageKind: 'tell',
    assignment: null,
    facts: {},
  } as unknown as Event
  expect(await says([...BEFORE, queued], [living('m1')]), 'queued is not given').toHaveLength(1)
  expect(await says([...BEFORE, intended('deliver', 'deliver:m1:1')], [living('m2')])).toHaveLength(1)
})

test('fault 112: a czar continues after a kill between an intent and its paste, or after the paste', async () => {
  const paste = [...BEFORE, intended('deliver', 'deliver:m1:1')]
  for (const given of [null, 'm1']) expect(await says(paste, [living(given)])).toEqual([])
  expect(await says(BEFORE, [living(null)]), 'started by an earlier version').toEqual([])
})
