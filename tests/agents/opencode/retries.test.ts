import { expect, test } from 'vitest'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { honestSteps } from '../support/honest-steps.ts'
import { opencode } from '../support/programs/opencode.ts'

test('errors that opencode retries by itself are reported as a running turn, not as a limit or a question', async () => {
  const refusals = [
    { error: { type: 'api_error', message: 'Internal server error' }, status: 500 },
    { error: { type: 'overloaded_error', message: 'Overloaded' }, status: 529 },
  ]
  const fleet = await aRealFleet(opencode, {
    workers: aRealWorker(opencode, 'patient'),
    policy: '{ idle_after: 1s }',
    answer: turn => (turn.step === 1 ? (refusals.shift() ?? honestSteps(turn)[1] ?? null) : (honestSteps(turn)[turn.step] ?? null)),
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)
  const told = fleetStory(fleet, 'agent.turn').flatMap(({ turn, text }) => (turn === 'busy' && text !== null ? [`${turn}: ${text}`] : []))
  expect(told).toEqual([expect.stringMatching(/^busy: tries again: /), expect.stringMatching(/^busy: tries again: .*verloaded/)])
  expect(fleetStory(fleet, 'agent.limited', 'ladder.climbed', 'attention.raised')).toEqual([])
})
