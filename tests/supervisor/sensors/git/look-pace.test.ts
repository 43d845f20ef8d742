import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { paceLooks } from '../../../../src/supervisor/sensors/git/look-pace.ts'
import { createFakeClock, settled } from '../../../support/fakes/clock.ts'

const [one, two, three] = ['one', 'two', 'three'] as WorkerId[] as [WorkerId, WorkerId, WorkerId]

/** Makes looks that each take this number of milliseconds, and records when each begins. */
function looking(tookMs: number, share = 1) {
  const clock = createFakeClock(0)
  const begun: { worker: WorkerId; at: number }[] = []
  const look = (worker: WorkerId) => {
    begun.push({ worker, at: clock.now() })
    return new Promise<void>(resolve => clock.at(clock.now() + tookMs, resolve))
  }
  const pace = paceLooks(clock, look, () => share)
  return { clock, pace, begun }
}

test('reading a worktree that changes all the time takes a twentieth of the time', async () => {
  const { clock, pace, begun } = looking(100)
  for (let time = 0; time < 99; time++) {
    pace.ask(one)
    await clock.pass(100)
  }
  expect(begun.map(({ at }) => at)).toEqual([0, 2_000, 4_000, 6_000, 8_000])
})

test('many worktrees together take a fifth of a core, each gets its turn, and none is read twice at once', async () => {
  const { clock, pace, begun } = looking(100)
  const workers = Array.from({ length: 40 }, (_, index) => `w${index}` as WorkerId)
  for (let time = 0; time < 199; time++) {
    for (const worker of workers) pace.ask(worker)
    await clock.pass(100)
  }
  expect(begun).toHaveLength((20_000 * 0.2) / 100)
  expect(new Set(begun.map(({ worker }) => worker)).size).toBe(40)
})

test("several requests while a worktree's reading rests become one reading, right after the rest", async () => {
  const { clock, pace, begun } = looking(10)
  pace.ask(one)
  await clock.pass(50)
  for (let time = 0; time < 5; time++) pace.ask(one)
  expect(begun).toHaveLength(1)
  await clock.pass(1_000)
  expect(begun.map(({ at }) => at)).toEqual([0, 200])
})

test('a reading that hangs delays no other worktree', async () => {
  const clock = createFakeClock(0)
  const begun: WorkerId[] = []
  const pace = paceLooks(
    clock,
    worker => {
      begun.push(worker)
      return worker === one ? new Promise(() => {}) : Promise.resolve()
    },
    () => 1,
  )
  for (const worker of [one, two, three]) pace.ask(worker)
  await settled()
  expect(begun).toEqual([one, two, three])
})

test('however long a reading took, the next one comes within about a minute', async () => {
  const { clock, pace, begun } = looking(30_000)
  pace.ask(one)
  await clock.pass(30_000)
  pace.ask(one)
  await clock.pass(60_000)
  expect(begun.map(({ at }) => at)).toEqual([0, 90_000])
})

test('after close no worktree is read', async () => {
  const { clock, pace, begun } = looking(100)
  pace.ask(one)
  await clock.pass(100)
  pace.ask(one)
  pace.close()
  await clock.pass(10_000)
  expect(begun).toHaveLength(1)
  expect(clock.due()).toEqual([])
})

test('fault 125: on a busy machine a rest depends on the processor time of the reading, not on its duration', async () => {
  const { clock, pace, begun } = looking(10_000, 1 / 10)
  pace.ask(one)
  await clock.pass(10_000)
  pace.ask(one)
  await clock.pass(60_000)
  expect(begun.map(({ at }) => at)).toEqual([0, 29_000])
})

test('forty worktrees that each take ten seconds have all been read after five minutes', async () => {
  const { clock, pace, begun } = looking(10_000, 1 / 10)
  for (let index = 0; index < 40; index++) pace.ask(`w${index}` as WorkerId)
  await clock.pass(300_000)
  expect(new Set(begun.map(({ worker }) => worker)).size).toBe(40)
})

test('an urgent reading comes before all others, without a rest', async () => {
  const { clock, pace, begun } = looking(1_000)
  for (const worker of [one, two, three]) pace.ask(worker)
  await clock.pass(1_000)
  pace.hurry(one)
  pace.hurry(three)
  expect(begun.slice(2).map(({ worker }) => worker)).toEqual([one, three])
  await clock.pass(1_000)
  expect(begun.slice(2)).toHaveLength(2)
})

test('a few urgent readings run at once, and never two of one worktree', async () => {
  const { clock, pace, begun } = looking(1_000)
  const workers = Array.from({ length: 10 }, (_, index) => `w${index}` as WorkerId)
  for (let time = 0; time < 3; time++) for (const worker of workers) pace.hurry(worker)
  expect(begun).toHaveLength(4)
  await clock.pass(3_000)
  expect(begun.map(({ worker }) => worker)).toEqual(workers)
})
