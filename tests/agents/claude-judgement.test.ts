import { expect, test } from 'vitest'
import { until } from '../support/until.ts'
import { aClaudeFleet, aClaudeWorker, type ClaudeFleet } from './support/a-claude-fleet.ts'
import { acknowledge, honestSteps, inBetween } from './support/a-real-fleet.ts'
import { fleetStory } from './support/fleet-story.ts'

/** A model with a price and a window of 200,000 tokens in the built-in table. */
const PRICED = { ANTHROPIC_MODEL: 'claude-opus-4-5' }

test('usage: what the model said of each answer, once, cached tokens too, priced by the table, and the share of the window', async () => {
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('spender'),
    env: PRICED,
    answer: turn => {
      const step = honestSteps(turn)[turn.step]
      // Words and a tool call are two lines of the transcript, both with what the whole answer used.
      return step === undefined
        ? null
        : { ...step, words: 'Next.', usage: { input: 1000, output: 10 * (turn.step + 1), cacheRead: 5000, cacheWrite: 200 } }
    },
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)

  const told = fleetStory(fleet, 'agent.usage').at(-1)
  expect(told?.tokens).toEqual({ input: 5000, output: 150, cacheRead: 25_000, cacheWrite: 1000 })
  // 5, 25, 0.5 and 6.25 dollars a million.
  const { workers } = JSON.parse((await fleet.run('status', '--json')).stdout) as ReturnType<ClaudeFleet['status']>
  expect(workers['spender']?.usage).toEqual({
    usd: 0.0475,
    tokens: 31_150,
    context: 6250 / 200_000,
    turns: expect.any(Number),
    is_partial: false,
  })
})

test('a rate limit: its account waits until the time that was told, one worker tries, and the work goes on', async () => {
  let refusals = 0
  const message = 'This request would exceed your rate limit. Please try again in 3s.'
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('limited'),
    answer: turn =>
      turn.step === 2 && refusals++ < 2
        ? { error: { type: 'rate_limit_error', message }, status: 429, retryAfter: 1 }
        : (honestSteps(turn)[turn.step] ?? null),
  })
  await fleet.launch()
  const limited = await fleet.eventually('agent.limited')
  expect(limited).toMatchObject({ limit: 'rate', account: 'claude', strength: 'exact', text: expect.stringContaining(message) })
  expect(limited.resetAt).toBe(limited.said + 3000)
  await until(fleet.status, ({ workers }) => workers['limited']?.health === 'limited')
  await fleet.eventually('project.finished', event => event.verified === 1)

  expect(fleetStory(fleet, 'account.probed')[0]?.at).toBeGreaterThanOrEqual(limited.resetAt ?? Number.POSITIVE_INFINITY)
  expect(fleetStory(fleet, 'account.probed', 'account.released')).toHaveLength(2)
  expect(fleetStory(fleet, 'message.queued').map(({ messageKind }) => messageKind)).toEqual(['brief', 'go_on'])
})

test('a rate limit whose end no text names is tried again after the first wait, not at once', async () => {
  let refusals = 0
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('crowded'),
    // As people run it. Asked to wait for an hour, and at the third 529 running, Claude Code 2.1.197 gives up by itself.
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

test('retries of the program itself are a turn that runs: no limit, no question', async () => {
  let refusals = 0
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('patient'),
    env: { CLAUDE_CODE_MAX_RETRIES: '10' },
    policy: '{ idle_after: 1s, stuck_after: 30s }',
    answer: turn =>
      turn.step === 1 && refusals++ < 2
        ? { error: { type: 'rate_limit_error', message: 'Slow down.' }, status: 429, retryAfter: 3 }
        : (honestSteps(turn)[turn.step] ?? null),
  })
  await fleet.launch()
  await until(() => fleet.tmux('capture-pane', '-p', '-t', '=fleet-worker-patient:').includes('· Retrying in '))
  expect(fleet.status().workers['patient']).toMatchObject({ health: 'working', reason: 'a turn runs' })
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(refusals).toBeGreaterThan(2)
  expect(fleetStory(fleet, 'agent.limited', 'ladder.climbed')).toEqual([])
})

test('a full context: the handoff is asked for and written, and a fresh session goes on with it', async () => {
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('full'),
    env: PRICED,
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

test('a model that never answers: stuck, asked, and a fresh session does the work', async () => {
  let hung = 0
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('hung'),
    policy: '{ stuck_after: 3s, restart: { backoff: 100ms..1s } }',
    answer: turn => (turn.step === 1 && hung++ === 0 ? null : (honestSteps(turn)[turn.step] ?? null)),
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)

  expect(fleetStory(fleet, 'ladder.climbed').map(({ rung, matter }) => `${rung} ${matter}`)).toEqual([
    'ask silent-turn',
    'fresh silent-turn',
  ])
  expect(healths(fleet)).toContain('stuck')
  expect(fleetStory(fleet, 'agent.started').map(({ resumed }) => resumed)).toEqual([null, null])
})

test('a command that computes for longer than that is work', async () => {
  const long = "timeout 8 sh -c 'while :; do :; done' || true"
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('busy'),
    policy: `{ stuck_after: 2s, permissions: { allow: ["timeout *", "true"] } }`,
    answer: turn => inBetween(turn, { run: long }),
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)

  expect(fleetStory(fleet, 'agent.children').map(({ busy }) => busy)).toContain(true)
  expect(healths(fleet)).not.toContain('stuck')
  expect(fleetStory(fleet, 'ladder.climbed', 'attention.raised')).toEqual([])
})

test.each([
  ['/clear', 'agent.session'],
  ['/compact', 'agent.compacted'],
] as const)('%s by a person: the task is restated before the work goes on', async (command, kind) => {
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('forgetful'),
    answer: turn => {
      if (turn.kind === 'brief') return [acknowledge(turn), { say: 'Thinking.' }][turn.step] ?? null
      return [{ tool: 'Read' as const, input: { file_path: `${fleet.projectDir}/texts/m1.txt` } }, ...honestSteps(turn)][turn.step] ?? null
    },
  })
  await fleet.launch()
  await fleet.eventually('agent.turn', event => event.turn === 'idle')
  await until(() => fleet.tmux('capture-pane', '-p', '-t', '=fleet-worker-forgetful:').includes('Thinking.'))
  fleet.tmux('send-keys', '-t', '=fleet-worker-forgetful:', '-l', command)
  // A list of commands opens, and takes the first Enter before it is drawn.
  await until(() => fleet.tmux('capture-pane', '-p', '-t', '=fleet-worker-forgetful:').split(command).length > 2)
  fleet.tmux('send-keys', '-t', '=fleet-worker-forgetful:', 'Enter')

  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, kind).length).toBeGreaterThan(0)
  expect(fleetStory(fleet, 'message.queued').map(({ messageKind }) => messageKind)).toEqual(['brief', 'restate'])
  expect(fleetStory(fleet, 'report.received').map(({ report }) => report.kind)).toEqual(['ack', 'ack', 'done'])
})

function healths(fleet: ClaudeFleet): readonly string[] {
  return [...new Set(fleetStory(fleet, 'health.changed').map(({ health }) => health))]
}
