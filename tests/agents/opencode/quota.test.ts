import { expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { honestSteps } from '../support/honest-steps.ts'
import { opencode } from '../support/programs/opencode.ts'

test.each([
  {
    what: 'that its provider tells as a rate: told when it gives up its own tries',
    error: { type: 'insufficient_quota', message: 'You exceeded your current quota, please check your plan and billing details.' },
    status: 429,
    requests: 6,
  },
  {
    what: 'that it does not try again: told at once',
    error: { type: 'invalid_request_error', message: 'Your credit balance is too low to access the API. Please go to Plans & Billing.' },
    status: 400,
    requests: 1,
  },
])('at a used-up quota without an end, $what', { meta: { proves: ['quota'] } }, async ({ error, status, requests }) => {
  let refused = 0
  const fleet = await aRealFleet(opencode, {
    workers: aRealWorker(opencode, 'spent'),
    policy: '{ idle_after: 1s }',
    answer: turn => {
      if (turn.step !== 1) return honestSteps(turn)[turn.step] ?? null
      refused += 1
      return { error, status }
    },
  })
  await fleet.launch()
  const ended = await fleet.eventually('agent.turn', event => event.turn === 'idle')
  expect(ended.text).toContain(error.message)
  await until(fleet.status, ({ workers }) => workers['spent']?.health === 'limited')
  const limited = fleetStory(fleet, 'agent.limited')
  expect(limited.at(-1)).toMatchObject({ limit: 'quota', account: 'opencode', strength: 'exact', resetAt: null })
  expect(limited.map(({ text }) => text)).toEqual(limited.map(() => error.message))
  expect(refused).toBe(requests)
  expect(fleetStory(fleet, 'ladder.climbed', 'attention.raised', 'agent.exited', 'agent.dialog')).toEqual([])
})
