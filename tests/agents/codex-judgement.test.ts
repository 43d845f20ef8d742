import { expect, test } from 'vitest'
import { until } from '../support/until.ts'
import { aCodexFleet, aCodexWorker } from './support/a-codex-fleet.ts'
import { acknowledge, honestSteps } from './support/a-real-fleet.ts'
import { fleetStory } from './support/fleet-story.ts'

/** The model that the tests set has a price of 1.75, 14 and 0.175 dollars a million in the built-in table. */
test('usage: what the model said of each answer, once, cached tokens apart, priced by the table, and the share of the window', async () => {
  const fleet = await aCodexFleet({
    workers: aCodexWorker('spender'),
    answer: turn => {
      const step = honestSteps(turn)[turn.step]
      // Cached tokens are among the input.
      return step === undefined ? null : { ...step, usage: { input: 6000, output: 10 * (turn.step + 1), cacheRead: 5000 } }
    },
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)

  const told = fleetStory(fleet, 'agent.usage').at(-1)
  expect(told?.tokens).toEqual({ input: 5000, output: 150, cacheRead: 25_000, cacheWrite: 0 })
  const { workers } = JSON.parse((await fleet.run('status', '--json')).stdout) as ReturnType<typeof fleet.status>
  expect(workers['spender']?.usage).toMatchObject({ tokens: 30_150, is_partial: false })
  expect(workers['spender']?.usage?.usd).toBeCloseTo((5000 * 1.75 + 150 * 14 + 25_000 * 0.175) / 1e6, 6)
  // The window that Codex 0.169.0 names for this model.
  expect(workers['spender']?.usage?.context).toBeCloseTo(6050 / 258_400, 3)
})

test.each([
  ['a rate limit', 429, 'rate', '429'],
  ['a provider that fails', 500, 'overload', 'high demand'],
])(
  '%s: when Codex has given up, the account is parked, and nobody is asked; when it is over Codex does not tell',
  async (_name, status, limit, words) => {
    const fleet = await aCodexFleet({
      workers: aCodexWorker('limited'),
      answer: turn =>
        turn.step === 2
          ? { error: { type: 'rate_limit_error', message: 'Please try again in 3s.' }, status, retryAfter: 1 }
          : (honestSteps(turn)[turn.step] ?? null),
    })
    await fleet.launch()
    const limited = await fleet.eventually('agent.limited')
    expect(limited).toMatchObject({ limit, account: 'codex', strength: 'exact', resetAt: null, text: expect.stringContaining(words) })
    await until(fleet.status, ({ workers }) => workers['limited']?.health === 'limited')
    expect(fleetStory(fleet, 'account.probed', 'ladder.climbed', 'attention.raised')).toEqual([])
  },
)

test('an overloaded provider: its account waits until the time that was told, one worker tries, and the work goes on', async () => {
  let isOver = false
  const fleet = await aCodexFleet({
    workers: aCodexWorker('limited'),
    answer: turn =>
      turn.step === 2 && !isOver
        ? { error: { type: 'overloaded_error', message: 'Please try again in 3s.' }, status: 529 }
        : (honestSteps(turn)[turn.step] ?? null),
  })
  await fleet.launch()
  const limited = await fleet.eventually('agent.limited')
  isOver = true
  expect(limited).toMatchObject({ limit: 'overload', resetAt: limited.said + 3000 })
  await fleet.eventually('project.finished', event => event.verified === 1)

  expect(fleetStory(fleet, 'account.probed')[0]?.at).toBeGreaterThanOrEqual(limited.resetAt ?? Number.POSITIVE_INFINITY)
  expect(fleetStory(fleet, 'account.probed', 'account.released')).toHaveLength(2)
  expect(fleetStory(fleet, 'agent.trouble'), 'what the brief says of failing commands is no error').toEqual([])
  expect(fleetStory(fleet, 'message.queued').map(({ messageKind }) => messageKind)).toEqual(['brief', 'go_on'])
})

test('a wrong key: the turn ended, and what the provider said is on record', async () => {
  const fleet = await aCodexFleet({
    workers: aCodexWorker('refused'),
    answer: () => ({ error: { type: 'authentication_error', message: 'Wrong key.' }, status: 401 }),
  })
  await fleet.launch()
  const ended = await fleet.eventually('agent.turn', event => event.turn === 'idle')
  expect(ended).toMatchObject({ strength: 'exact', text: expect.stringContaining('401 Unauthorized') })
  expect(fleetStory(fleet, 'agent.limited')).toEqual([])
})

test('a full context: the handoff is asked for and written, and a fresh session goes on with it', async () => {
  const fleet = await aCodexFleet({
    workers: aCodexWorker('full'),
    answer: turn => {
      const handoff = { run: `czar handoff --task ${turn.assignment} --done "read everything" --next "write the work.txt"` }
      if (turn.kind === 'handoff') return [handoff, { say: 'Handed off.' }][turn.step] ?? null
      if (turn.message !== 'm1') return honestSteps(turn)[turn.step] ?? null
      return [acknowledge(turn), { say: 'A lot.', usage: { input: 159_000, output: 9000, cacheRead: 120_000 } }][turn.step] ?? null
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

test('/compact by a person: the task is restated before the work goes on', async () => {
  const fleet = await aCodexFleet({
    workers: aCodexWorker('forgetful'),
    answer: turn => {
      if (turn.kind === 'brief') return [acknowledge(turn), { say: 'Thinking.' }][turn.step] ?? null
      return honestSteps(turn)[turn.step] ?? null
    },
  })
  const screen = () => fleet.tmux('capture-pane', '-p', '-t', '=fleet-worker-forgetful:')
  await fleet.launch()
  await fleet.eventually('agent.turn', event => event.turn === 'idle')
  await until(screen, text => text.includes('Thinking.'))
  fleet.tmux('send-keys', '-t', '=fleet-worker-forgetful:', '-l', '/compact')
  await until(screen, text => text.split('/compact').length > 2)
  fleet.tmux('send-keys', '-t', '=fleet-worker-forgetful:', 'Enter')

  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'agent.compacted').length).toBeGreaterThan(0)
  expect(fleetStory(fleet, 'message.queued').map(({ messageKind }) => messageKind)).toEqual(['brief', 'restate'])
})
