import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Journaled } from '../../../src/core/events/event.ts'
import { emptyState } from '../../../src/core/state/empty.ts'
import { fold } from '../../../src/core/state/fold.ts'
import { account, openAccount } from '../../../src/core/summary/account.ts'
import { summarize } from '../../../src/core/summary/summarize.ts'
import type { Summary } from '../../../src/core/summary/summary.ts'
import { aNight, minute } from '../../support/worlds/a-night.ts'
import { dice, eventfulProject, playAtRandom } from '../../support/worlds/random-history.ts'

const MINUTE = 60_000

function summaryOf(events: readonly Journaled[], { from = 0, to = 0 } = {}): Summary {
  return summarize(events.reduce(account, openAccount(from)), to)
}

function minutesOf(summary: Summary, worker: string) {
  const times = Object.entries(workerIn(summary, worker).time_ms)
  return Object.fromEntries(times.filter(([, ms]) => ms > 0).map(([occupation, ms]) => [occupation, ms / MINUTE]))
}

function workerIn(summary: Summary, id: string) {
  const worker = summary.workers.find(candidate => candidate.worker === id)
  if (worker === undefined) throw new Error(`no worker ${id}`)
  return worker
}

test("landed work is reported with commit, branch, attempts and the worker's words, and other work with the reason", () => {
  const { landed, not_landed: notLanded, tasks } = summaryOf(aNight())
  expect(tasks).toEqual({ total: 4, waiting: 1, assigned: 1, verified: 2, stale: 0, failed: 0, dropped: 0 })
  expect(landed).toMatchObject([
    {
      task: 'models',
      pull_request: null,
      commit: 'c0ffee01',
      branch: 'feat/models',
      tries: 1,
      subject: 'feat(models): readings',
      took_ms: 30 * MINUTE,
    },
    {
      task: 'api',
      pull_request: { number: 7 },
      commit: 'c0ffee02',
      branch: 'feat/api',
      tries: 2,
      said: 'committed this time',
      verified_at: minute(240),
    },
  ])
  expect(notLanded).toMatchObject([
    { task: 'docs', worker: 'docs', state: 'assigned', tries: 0, why: 'waits for an answer; 1 person was told' },
    { task: 'bench', worker: null, state: 'waiting', why: 'waits for docs' },
  ])
})

test("each worker's time is split by what it did or waited for, and time without a czar is separate", () => {
  const summary = summaryOf(aNight())
  expect(minutesOf(summary, 'models')).toEqual({ seat: 1, working: 27, checking: 2, done: 370, unknown: 20 })
  expect(minutesOf(summary, 'api')).toEqual({
    dependency: 32,
    working: 28 + 60 + 24 + 1 + 36,
    permission: 30,
    idle: 6,
    unknown: 20,
    trouble: 3,
    done: 180,
  })
  expect(minutesOf(summary, 'docs')).toEqual({ seat: 2, working: 98, answer: 300, unknown: 20 })
  expect(summary.time_ms.unknown).toBe(60 * MINUTE)
})

test('the summary names workers that needed help, with the reason', () => {
  const summary = summaryOf(aNight())
  expect(workerIn(summary, 'api').help).toEqual({
    starts: 2,
    deaths: 1,
    restarts: 0,
    rejections: 1,
    questions: 0,
    refused_reports: 0,
    undelivered: 0,
    attention: 1,
    texts: { rework: 1, nudge: 1 },
    person: { answered: 1 },
  })
  expect(workerIn(summary, 'docs').help).toMatchObject({ questions: 1, attention: 1, person: { told: 1 } })
})

test('accuracy, decisions, attention items and cost are counted from the events', () => {
  const summary = summaryOf(aNight())
  expect(summary.accuracy).toEqual({ claimed: 2, verified_first: 1, first_try_share: 0.5, verified_share: 0.5 })
  // Czar decided three actions, three assignments, one task sent back and one question. A person gave two commands.
  expect(summary.decisions).toEqual({ czar: 8, person: 2, czar_share: 0.8 })
  expect(summary.attention).toMatchObject({ raised: 2, settled: 1, waited_ms: (30 + 320) * MINUTE, open: [{ key: 'docs.question' }] })
  expect(summary.usage).toEqual({ tokens: 2_000_000, usd: 4.75, turns: 1, is_partial: true })
  expect(workerIn(summary, 'docs').usage.tokens).toBeNull()
})

test("only files that were changed without knowledge of the other's work count as duplicated work", () => {
  // Worker api began with the work of models. So their common file src/shared.ts is no overlap.
  const { duplicated } = summaryOf(aNight())
  expect(duplicated).toEqual({ files: 1, of_files: 4, share: 0.25, examples: [{ file: 'src/api.ts', workers: ['api', 'docs'] }] })
})

test('a recheck after a proof became void does not count as another attempt', () => {
  const night = aNight()
  const checked = night.find(event => event.kind === 'verification.finished' && event.assignment === ('a1' as never))
  const voided = { kind: 'verification.voided', task: 'models', because: 'base', reason: 'the base moved' }
  const again = [voided, { ...checked }].map((event, index) => ({
    ...event,
    seq: night.length + 1 + index,
    at: minute(600),
  })) as Journaled[]
  const { landed, accuracy } = summaryOf([...night, ...again])
  expect(landed.find(({ task }) => task === 'models')).toMatchObject({ tries: 1, verified_at: minute(600) })
  expect(accuracy).toEqual(summaryOf(night).accuracy)
})

test("the czar's own failures are reported: one death, and one failed action", () => {
  expect(summaryOf(aNight()).czar).toEqual({
    starts: 2,
    crashes: 1,
    abandoned_ms: 0,
    without_ms: 20 * MINUTE,
    operations: 3,
    failed_operations: [{ action: 'start_agent', times: 1, given_up: 0, reason: 'fork failed' }],
    void_checks: 1,
    broken_checks: 0,
  })
})

test('a czar that exited or was stopped does not count as dead', () => {
  const start = (epoch: number) => ({ kind: 'czar.started', epoch, pid: 1, host: 'here', version: '0' }) as const
  const events = [start(1), { kind: 'czar.let_go', reason: 'x' }, start(2), { kind: 'czar.stopped', reason: 'x' }, start(3), start(4)]
  const journal = events.map((event, index) => ({ ...event, seq: index + 1, at: index * 100 })) as Journaled[]
  expect(summaryOf(journal).czar).toMatchObject({ starts: 4, crashes: 1, without_ms: 300 })
})

test("a sleep of the machine counts as time without a czar, in which the workers' activity is unknown", () => {
  const night = aNight()
  const end = night.at(-1)
  if (end === undefined) throw new Error('no night')
  const awake = summaryOf(night)
  const sleep = { kind: 'system.slept', forMs: 480 * MINUTE, seq: end.seq + 1, at: end.at + 480 * MINUTE } as Journaled
  const slept = summaryOf([...night, sleep])
  expect(slept.czar).toEqual({ ...awake.czar, without_ms: 500 * MINUTE })
  expect(minutesOf(slept, 'api')).toEqual({ ...minutesOf(awake, 'api'), unknown: 20 + 480 })
})

test('of the time without a czar the summary has the part after a watchdog gave up, within the window', () => {
  const start = (epoch: number, at: number) => ({ kind: 'czar.started', epoch, pid: 1, host: 'here', version: '0', at }) as const
  const events = [start(1, 0), start(2, 100), { kind: 'czar.abandoned', ends: 4, hasFailed: false, forMs: 80, at: 100 }]
  const journal = events.map((event, index) => ({ ...event, seq: index + 1 })) as Journaled[]
  expect(summaryOf(journal)).toMatchObject({ abandoned: null, czar: { crashes: 1, without_ms: 100, abandoned_ms: 80 } })
  expect(summaryOf(journal, { from: 50 }).czar).toMatchObject({ without_ms: 50, abandoned_ms: 50 })
})

test('a time window counts the events in it, and uses earlier events as background', () => {
  const summary = summaryOf(aNight(), { from: minute(215), to: minute(430) })
  expect([summary.from_at, summary.to_at]).toEqual([minute(215), minute(430)])
  expect(summary.landed.map(({ task }) => task)).toEqual(['api'])
  expect(summary.landed[0]?.tries).toBe(2)
  expect(summary.tasks.verified).toBe(2)
  expect(minutesOf(summary, 'api')).toEqual({ working: 25, done: 190 })
  // The first check of api, which rejected it, was before this period.
  expect(summary.accuracy).toMatchObject({ claimed: 0, first_try_share: null })
  expect(summary.decisions).toEqual({ czar: 0, person: 1, czar_share: 0 })
  expect(summary.attention).toMatchObject({ raised: 0, settled: 0, waited_ms: 215 * MINUTE })
  expect(workerIn(summary, 'api').usage).toMatchObject({ tokens: 0, turns: 0 })
  expect(summary.czar).toMatchObject({ starts: 0, without_ms: 0, operations: 0, failed_operations: [] })
  expect(Math.min(...summary.timeline.map(({ at }) => at)), 'the first line of the timeline').toBeGreaterThanOrEqual(minute(215))
  expect(summary.timeline).not.toEqual([])
})

test('of very many attention items the weightiest are listed in order, and the others counted', () => {
  const nudge = (seq: number) => {
    const ids = { worker: 'api', message: `m${seq}`, assignment: null }
    return { kind: 'message.queued', ...ids, messageKind: 'nudge', facts: {}, seq, at: minute(500) } as unknown as Journaled
  }
  const all = summaryOf(aNight())
  const { timeline, timeline_left_out: leftOut } = summaryOf([
    ...aNight(),
    ...Array.from({ length: 1_000 }, (_, index) => nudge(100 + index)),
  ])
  expect(timeline).toHaveLength(300)
  expect(leftOut).toBe(all.timeline.length + 1_000 - 300)
  expect(timeline.map(({ seq }) => seq)).toEqual(timeline.map(({ seq }) => seq).toSorted((left, right) => left - right))
  const weighty = all.timeline.filter(({ weight }) => weight > 1)
  expect(timeline.filter(({ weight }) => weight > 1)).toEqual(weighty)
})

test("in every history the parts of a worker's time add up to the whole, and the counts agree with the state", () => {
  fc.assert(
    fc.property(dice, fc.nat(2_000_000), (rolls, beginning) => {
      const { history, now, state } = playAtRandom(rolls, () => {})
      const from = 1_000_000 + beginning
      for (const summary of [summaryOf(history, { to: now }), summaryOf(history, { from, to: now })]) {
        for (const { time_ms: times, life_ms: life } of summary.workers) {
          expect(Object.values(times).reduce((sum, ms) => sum + ms, 0)).toBe(life)
          expect(Object.values(times).every(ms => ms >= 0)).toBe(true)
        }
      }
      const summary = summaryOf(history, { to: now })
      const inFile = summary.workers.filter(({ worker }) => eventfulProject.workers.some(({ id }) => (id as string) === worker))
      for (const worker of inFile) expect(worker.life_ms).toBe(now - 1_000_000)
      const tasks = Object.values(state.tasks)
      expect(summary.landed.map(({ task }) => task).toSorted()).toEqual(
        tasks
          .filter(task => task.state === 'verified')
          .map(task => task.id as string)
          .toSorted(),
      )
      expect(summary.landed.length + summary.not_landed.length + summary.tasks.dropped).toBe(tasks.length)
      expect(summary.attention.open.length).toBe(Object.values(state.attention).filter(item => item.settledAt === null).length)
      const verdicts = Object.values(claimsOf(history))
      expect(summary.accuracy.claimed).toBe(verdicts.length)
      expect(summary.accuracy.verified_first).toBe(verdicts.filter(([first]) => first === 'verified').length)
      const tries = [...summary.landed, ...summary.not_landed].reduce((sum, task) => sum + task.tries, 0)
      expect(tries).toBe(verdicts.flat().length)
    }),
    { numRuns: 12 },
  )
})

/** The results of the checks of each task's claims. A repeated check of proven work is not a claim. */
function claimsOf(history: readonly Journaled[]): Readonly<Record<string, readonly string[]>> {
  const verdicts: Record<string, string[]> = {}
  let state = emptyState
  for (const event of history) {
    const isVerdict = event.kind === 'verification.finished' && (event.verdict === 'verified' || event.verdict === 'rejected')
    if (isVerdict && state.assignments[event.assignment]?.state !== 'verified') {
      verdicts[event.assignment] = [...(verdicts[event.assignment] ?? []), event.verdict]
    }
    state = fold(state, event)
  }
  return verdicts
}

test("any part of a history in any order, also with other versions' events, gives a summary of plain data", () => {
  const strange = [
    { kind: 'worker.teleported', worker: '__proto__', seq: 1, at: 5 },
    { kind: 'health.changed', worker: 'api', health: 'enlightened', reason: '', evidence: [], seq: 2, at: 1 },
    { kind: 'person.unknown', worker: 'constructor', seq: 3, at: 1 },
    { kind: 'effect.failed', effect: '__proto__', reason: 'x', seq: 4, at: 1 },
    { kind: 'message.queued', worker: 'api', message: 'm1', messageKind: '__proto__', assignment: null, seq: 5, at: 1 },
  ] as unknown as Journaled[]
  fc.assert(
    fc.property(fc.shuffledSubarray([...aNight(), ...strange]), events => {
      const summary = summaryOf(events.map((event, index) => ({ ...event, seq: index + 1 })))
      expect(JSON.parse(JSON.stringify(summary))).toEqual(summary)
      for (const { time_ms: times, life_ms: life } of summary.workers)
        expect(Object.values(times).reduce((sum, ms) => sum + ms, 0)).toBe(life)
    }),
    { numRuns: 100 },
  )
})
