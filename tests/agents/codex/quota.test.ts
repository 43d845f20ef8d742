import { expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { honestSteps } from '../support/honest-steps.ts'
import { codex } from '../support/programs/codex.ts'
import { takeScreen } from '../support/take-screen.ts'
import { NOTHING } from '../support/tell-screens.ts'

/** The answer of OpenAI's own servers when a plan is used up. */
const USED_UP = { error: { type: 'usage_limit_reached', message: 'The usage limit has been reached' }, status: 429 }

test("at a used-up quota Codex's turn ends with the provider's words, and the account is parked without a question", {
  meta: { proves: ['quota'] },
}, async () => {
  const fleet = await aRealFleet(codex, {
    workers: aRealWorker(codex, 'spent'),
    policy: '{ idle_after: 1s }',
    answer: turn => (turn.step === 1 ? USED_UP : (honestSteps(turn)[turn.step] ?? null)),
  })
  await fleet.launch()
  expect(await fleet.eventually('agent.limited')).toMatchObject({ limit: 'quota', account: 'codex', strength: 'exact' })
  await until(fleet.status, ({ workers }) => workers['spent']?.health === 'limited')
  const label = { ...NOTHING, ready: true, composer: 'empty' } as const
  await takeScreen(fleet, { agent: codex, worker: 'spent', shows: 'quota', label, drawn: 'usage limit' })
  expect(fleetStory(fleet, 'ladder.climbed', 'attention.raised', 'agent.exited')).toEqual([])
})
