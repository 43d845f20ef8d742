import { expect, test } from 'vitest'
import { until } from '../support/until.ts'
import { acknowledge, aRealFleet, aRealWorker, honestSteps } from './support/a-real-fleet.ts'
import { fleetStory } from './support/fleet-story.ts'
import { opencode } from './support/programs/opencode.ts'

const PATIENCE = { patienceMs: 400_000 }
const TIMEOUT = { timeout: 600_000 }

test(
  'usage: what the model said of each answer, once, cached tokens too, with its own prices, and the share of the window',
  TIMEOUT,
  async () => {
    const fleet = await aRealFleet(opencode, {
      ...PATIENCE,
      workers: aRealWorker(opencode, 'spender'),
      answer: turn => {
        const step = honestSteps(turn)[turn.step]
        return step === undefined
          ? null
          : { ...step, words: 'Next.', usage: { input: 1000, output: 10 * (turn.step + 1), cacheRead: 5000, cacheWrite: 200 } }
      },
    })
    await fleet.launch()
    await fleet.eventually('project.finished', event => event.verified === 1)

    // The program is ended as soon as its claim is proven: its last words may be lost, and count for nothing.
    const { tokens, usd, contextTokens, context } = fleetStory(fleet, 'agent.usage').at(-1) ?? {}
    const answers = (tokens?.input ?? 0) / 1000
    expect([4, 5]).toContain(answers)
    expect(tokens).toEqual({
      input: 1000 * answers,
      output: 5 * answers * (answers + 1),
      cacheRead: 5000 * answers,
      cacheWrite: 200 * answers,
    })
    // 5, 25, 0.5 and 6.25 dollars a million.
    expect(usd).toBeCloseTo((5000 * answers + 125 * answers * (answers + 1) + 2500 * answers + 1250 * answers) / 1e6, 6)
    expect(contextTokens).toBe(6200 + 10 * answers)
    expect(context).toBeCloseTo((6200 + 10 * answers) / 200_000, 6)
  },
)

test(
  'a rate limit: its account waits until the time that the provider named, the turn goes on by itself and is told nothing',
  TIMEOUT,
  async () => {
    let refusals = 0
    const message = 'This request would exceed your rate limit.'
    const fleet = await aRealFleet(opencode, {
      ...PATIENCE,
      workers: aRealWorker(opencode, 'limited'),
      answer: turn =>
        turn.step === 2 && refusals++ < 1
          ? { error: { type: 'rate_limit_error', message }, status: 429, retryAfter: 25 }
          : (honestSteps(turn)[turn.step] ?? null),
    })
    await fleet.launch()
    const limited = await fleet.eventually('agent.limited')
    expect(limited).toMatchObject({ limit: 'rate', account: 'opencode', strength: 'exact', text: expect.stringContaining(message) })
    expect(Math.round(((limited.resetAt ?? 0) - limited.said) / 1000)).toBe(25)
    await until(fleet.status, ({ workers }) => workers['limited']?.health === 'limited')
    await fleet.eventually('project.finished', event => event.verified === 1)
    expect(fleetStory(fleet, 'message.queued').map(({ messageKind }) => messageKind)).toEqual(['brief'])
  },
)

test('errors that opencode tries again by itself are a turn that runs: no limit, no question', TIMEOUT, async () => {
  const refusals = [
    { error: { type: 'api_error', message: 'Internal server error' }, status: 500 },
    { error: { type: 'overloaded_error', message: 'Overloaded' }, status: 529 },
  ]
  const fleet = await aRealFleet(opencode, {
    ...PATIENCE,
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

test('a full context: the handoff is asked for and written, and a fresh session goes on with it', TIMEOUT, async () => {
  const fleet = await aRealFleet(opencode, {
    ...PATIENCE,
    workers: aRealWorker(opencode, 'full'),
    answer: turn => {
      const handoff = { run: `czar handoff --task ${turn.assignment} --done "read everything" --next "write the work.txt"` }
      if (turn.kind === 'handoff') return [handoff, { say: 'Handed off.' }][turn.step] ?? null
      if (turn.message !== 'm1') return honestSteps(turn)[turn.step] ?? null
      return [acknowledge(turn), { say: 'A lot.', usage: { input: 1000, output: 9000, cacheRead: 120_000 } }][turn.step] ?? null
    },
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)

  expect(fleetStory(fleet, 'ladder.climbed').map(({ rung, evidence }) => [rung, ...evidence])).toEqual([
    ['handoff', 'its context is 65 % full'],
    ['fresh', expect.stringContaining('its handoff is written')],
  ])
  expect(fleetStory(fleet, 'agent.started').map(({ resumed }) => resumed)).toEqual([null, null])
  const first = fleet.model.requests().at(-1)?.[0]
  expect(first).toMatch(/^\[czar m3 /)
  expect(first).toContain('write the work.txt')
  expect(fleetStory(fleet, 'attention.raised')).toEqual([])
})
