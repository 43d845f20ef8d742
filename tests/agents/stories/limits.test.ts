import { expect } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { honestSteps } from '../support/honest-steps.ts'
import type { LimitStory } from '../support/real-agent.ts'
import { story, type Teller } from '../support/story.ts'

story(['rate'], 'a rate limit (429): its account waits until the time that was told, nobody is asked, and the work goes on', teller =>
  tellOfLimit('rate', { ...teller.agent.rate, status: 429 }, teller),
)

story(
  ['overload'],
  'an overloaded provider (529): its account waits, or a turn that runs tries again, nobody is asked, and the work goes on',
  teller => tellOfLimit('overload', { ...teller.agent.overload, status: 529 }, teller),
)

async function tellOfLimit(
  what: 'rate' | 'overload',
  { refusals, type, message, retryAfter, limited: expected, status }: LimitStory & { status: number },
  { agent, saw }: Teller,
): Promise<void> {
  let refused = 0
  let isOver = false
  const error = { error: { type, message }, status, ...(retryAfter === undefined ? {} : { retryAfter }) }
  const fleet = await aRealFleet(agent, {
    workers: aRealWorker(agent, 'limited'),
    policy: '{ idle_after: 1s }',
    answer: turn => {
      const isRefused = turn.step === 2 && (refusals === null ? !isOver : refused++ < refusals)
      return isRefused ? error : (honestSteps(turn)[turn.step] ?? null)
    },
  })
  await fleet.launch()
  if (expected !== null) {
    const limited = await fleet.eventually('agent.limited')
    expect(limited).toMatchObject({ limit: what, account: agent.name, strength: 'exact', text: expect.stringContaining(expected.text) })
    saw(what, limited)
    const resetMs = limited.resetAt === null ? null : Math.round((limited.resetAt - limited.said) / 1000) * 1000
    expect(resetMs).toBe(expected.resetMs)
    await until(fleet.status, ({ workers }) => workers['limited']?.health === 'limited')
    if (expected.isProbed) {
      const probed = await fleet.eventually('account.probed')
      expect(probed.at).toBeGreaterThanOrEqual(limited.resetAt ?? Number.POSITIVE_INFINITY)
    }
    isOver = true
  }
  // Where nobody said how long it lasts, it is tried again after minutes: that is for tests with a made-up clock.
  if (expected === null || expected.resetMs !== null || refusals !== null) {
    await fleet.eventually('project.finished', event => event.verified === 1)
    expect(fleetStory(fleet, 'account.released')).toHaveLength(expected === null ? 0 : 1)
  }
  expect(fleetStory(fleet, 'message.queued').map(({ messageKind }) => messageKind)).toEqual(expected?.messages ?? ['brief'])
  expect(fleetStory(fleet, 'ladder.climbed', 'attention.raised', 'agent.exited')).toEqual([])
  expect(fleetStory(fleet, 'agent.limited')).toHaveLength(expected === null ? 0 : 1)
  // Its own words of the limit may be read from its screen, and nothing else.
  const trouble = fleetStory(fleet, 'agent.trouble').filter(({ text }) => !text.includes(expected?.text ?? '\0'))
  expect(trouble, 'what the brief says of failing commands is no error').toEqual([])
}
