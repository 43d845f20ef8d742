import { expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { honestSteps, inBetween } from '../support/honest-steps.ts'
import { claude } from '../support/programs/claude.ts'

test('a rate limit without a named end is tried again after the first wait, not at once', async () => {
  let refusals = 0
  const fleet = await aRealFleet(claude, {
    workers: aRealWorker(claude, 'crowded'),
    // People use such settings. With its defaults, Claude Code 2.1.197 gives up when the provider tells it to wait for an hour, and at the
    // third overload answer (529) in a row.
    env: { CLAUDE_CODE_MAX_RETRIES: '10' },
    answer: turn => {
      if (turn.step !== 2 || refusals++ >= 4) return honestSteps(turn)[turn.step] ?? null
      if (refusals === 1) return { error: { type: 'rate_limit_error', message: 'Too much.' }, status: 429, retryAfter: 3600 }
      return { error: { type: 'overloaded_error', message: 'Overloaded' }, status: 529 }
    },
  })
  await fleet.launch()
  const { limit, resetAt } = await fleet.eventually('agent.limited')
  expect({ limit, resetAt }).toEqual({ limit: 'rate', resetAt: null })
  fleet.tmux('send-keys', '-t', '=fleet-worker-crowded:', '-l', 'A person tries.')
  fleet.tmux('send-keys', '-t', '=fleet-worker-crowded:', 'Enter')
  const again = await fleet.eventually('agent.limited', event => event.limit === 'overload')
  expect(again.text).toContain('529')
  await until(fleet.status, ({ workers }) => workers['crowded']?.reason.startsWith('waits for an overloaded provider') === true)
  expect(fleetStory(fleet, 'account.probed', 'ladder.climbed', 'attention.raised')).toEqual([])
})

test('retries of Claude Code itself count as a running turn, not as a limit or a question', async () => {
  let refusals = 0
  const fleet = await aRealFleet(claude, {
    workers: aRealWorker(claude, 'patient'),
    env: { CLAUDE_CODE_MAX_RETRIES: '10' },
    policy: '{ idle_after: 1s, stuck_after: 30s }',
    answer: turn =>
      turn.step === 1 && refusals++ < 2
        ? { error: { type: 'rate_limit_error', message: 'Slow down.' }, status: 429, retryAfter: 3 }
        : (honestSteps(turn)[turn.step] ?? null),
  })
  await fleet.launch()
  await until(() => fleet.tmux('capture-pane', '-p', '-t', '=fleet-worker-patient:').includes('· retrying in '))
  expect(fleet.status().workers['patient']).toMatchObject({ health: 'working', reason: 'a turn runs' })
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(refusals).toBeGreaterThan(2)
  expect(fleetStory(fleet, 'agent.limited', 'ladder.climbed')).toEqual([])
})

test('retries that last a minute are reported during the retries, with the error of the request', async () => {
  let isOver = false
  const fleet = await aRealFleet(claude, {
    workers: aRealWorker(claude, 'patient'),
    env: { CLAUDE_CODE_MAX_RETRIES: '10' },
    answer: turn =>
      turn.step === 1 && !isOver
        ? { error: { type: 'rate_limit_error', message: 'Slow down.' }, status: 429, retryAfter: 5 }
        : (honestSteps(turn)[turn.step] ?? null),
  })
  await fleet.launch()
  const words = /^a turn runs, but its program has tried a request again for a minute and more: 429 Slow down\.$/
  const { workers } = await until(fleet.status, status => words.test(status.workers['patient']?.reason ?? ''), { timeoutMs: 150_000 })
  expect(workers['patient']).toMatchObject({ health: 'working' })
  expect(fleetStory(fleet, 'agent.limited', 'attention.raised'), 'it has not given up').toEqual([])
  isOver = true
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'agent.retrying').map(({ text }) => text)[0]).toBe('429 Slow down.')
})

test('a command that computes for longer than policy.stuck_after counts as work', async () => {
  const long = "timeout 8 sh -c 'while :; do :; done' || true"
  const fleet = await aRealFleet(claude, {
    workers: aRealWorker(claude, 'busy'),
    policy: `{ stuck_after: 2s, permissions: { allow: ["timeout *", "true"] } }`,
    answer: turn => inBetween(turn, { run: long }),
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)

  expect(fleetStory(fleet, 'agent.children').map(({ busy }) => busy)).toContain(true)
  expect(fleetStory(fleet, 'health.changed').map(({ health }) => health)).not.toContain('stuck')
  expect(fleetStory(fleet, 'ladder.climbed', 'attention.raised')).toEqual([])
})
