import { expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { honestSteps } from '../support/honest-steps.ts'
import type { Refusal } from '../support/model-answer.ts'
import { gemini } from '../support/programs/gemini.ts'
import { takeScreen } from '../support/take-screen.ts'
import { NOTHING } from '../support/tell-screens.ts'

/** The answer of the Gemini API when the quota for the day is used up: it names no time. */
const USED_UP_TODAY: Refusal = {
  error: { type: 'RESOURCE_EXHAUSTED', message: 'You exceeded your current quota, please check your plan and billing details.' },
  status: 429,
  more: {
    fields: {
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
          violations: [
            {
              quotaMetric: 'generativelanguage.googleapis.com/generate_content_free_tier_requests',
              quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier',
            },
          ],
        },
      ],
    },
  },
}

// With the last of these settings, Gemini CLI offers to go on with another model.
test.each([
  { model: 'gemini-2.5-flash', shows: null },
  { model: 'gemini-2.5-pro', shows: 'quota' },
  { model: 'auto-gemini-2.5', shows: 'other model' },
])(
  'at a used-up quota of $model czar answers the dialog with "Stop", and the account is parked without a question',
  {
    meta: { proves: ['quota'] },
  },
  async ({ model, shows }) => {
    const fleet = await aRealFleet(gemini, {
      workers: aRealWorker(gemini, 'spent', `    model: ${model}\n`),
      policy: '{ idle_after: 1s }',
      answer: turn => (turn.step === 1 ? USED_UP_TODAY : (honestSteps(turn)[turn.step] ?? null)),
    })
    await fleet.launch()
    const label = { ...NOTHING, busy: true, dialog: ['Down', 'Enter'], limit: 'quota' } as const
    if (shows !== null) await takeScreen(fleet, { agent: gemini, worker: 'spent', shows, label, drawn: 'Usage limit reached' })
    const exact = await fleet.eventually('agent.limited', event => event.strength === 'exact')
    expect(exact).toMatchObject({ limit: 'quota', account: 'gemini' })
    await until(fleet.status, ({ workers }) => workers['spent']?.health === 'limited')
    await fleet.eventually('agent.dialog_answered')
    for (const { keys } of fleetStory(fleet, 'agent.dialog')) expect(keys).toEqual(['Down', 'Enter'])
    expect(fleet.model.asked(), 'no other model').toHaveLength(1)
    expect((await fleet.eventually('agent.turn', event => event.turn === 'idle')).text).toContain('quota')
    expect(fleetStory(fleet, 'ladder.climbed', 'attention.raised', 'agent.exited')).toEqual([])
  },
)
