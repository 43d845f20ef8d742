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

test('a worktree that moves all the time is looked at for a twentieth of the time', async () => {
  const { clock, pace, begun } = looking(100)
  for (let time = 0; time < 99; time++) {
    pace.ask(one)
    await clock.pass(100)
  }
  expect(begun.map(({ at }) => at)).toEqual([0, 2_000, 4_000, 6_000, 8_000])
})

test('many worktrees together take a fifth of a core, each has its turn, and none is looked at twice at once', async () => {
  const { clock, pace, begun } = looking(100)
  const workers = Array.from({ length: 40 }, (_, index) => `w${index}` as WorkerId)
  for (let time = 0; time < 199; time++) {
    for (const worker of workers) pace.ask(worker)
    await clock.pass(100)
  }
  expect(begun).toHaveLength((20_000 * 0.2) / 100)
  expect(new Set(begun.map(({ worker }) => worker)).size).toBe(40)
})

test('what is asked while a worktree rests is one look, as soon as it has rested', async () => {
  const { clock, pace, begun } = looking(10)
  pace.ask(one)
  await clock.pass(50)
  for (let time = 0; time < 5; time++) pace.ask(one)
  expect(begun).toHaveLength(1)
  await clock.pass(1_000)
  expect(begun.map(({ at }) => at)).toEqual([0, 200])
})

test('a look that hangs keeps nobody else waiting', async () => {
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

test('however long a look took, the next one comes within a minute or so', async () => {
  const { clock, pace, begun } = looking(30_000)
  pace.ask(one)
  await clock.pass(30_000)
  pace.ask(one)
  await clock.pass(60_000)
  expect(begun.map(({ at }) => at)).toEqual([0, 90_000])
})

test('closed, it looks no more', async () => {
  const { clock, pace, begun } = looking(100)
  pace.ask(one)
  await clock.pass(100)
  pace.ask(one)
  pace.close()
  await clock.pass(10_000)
  expect(begun).toHaveLength(1)
  expect(clock.due()).toEqual([])
})

test('fault 125: on a busy machine rests are as long as what a look computed, not as long as it took', async () => {
  const { clock, pace, begun } = looking(10_000, 1 / 10)
  pace.ask(one)
  await clock.pass(10_000)
  pace.ask(one)
  await clock.pass(60_000)
  expect(begun.map(({ at }) => at)).toEqual([0, 29_000])
})

test('forty worktrees that each take ten seconds have all been seen after five minutes', async () => {
  const { clock, pace, begun } = looking(10_000, 1 / 10)
  for (let index = 0; index < 40; index++) pace.ask(`w${index}` as WorkerId)
  await clock.pass(300_000)
  expect(new Set(begun.map(({ worker }) => worker)).size).toBe(40)
})

test('a look that cannot wait goes before all others, and does not rest', async () => {
  const { clock, pace, begun } = looking(1_000)
  for (const worker of [one, two, three]) pace.ask(worker)
  await clock.pass(1_000)
  pace.hurry(one)
  pace.hurry(three)
  expect(begun.slice(2).map(({ worker }) => worker)).toEqual([one, three])
  await clock.pass(1_000)
  expect(begun.slice(2)).toHaveLength(2)
})

test('looks that cannot wait are a few at once, and none is made of one worktree twice at once', async () => {
  const { clock, pace, begun } = looking(1_000)
  const workers = Array.from({ length: 10 }, (_, index) => `w${index}` as WorkerId)
  for (let time = 0; time < 3; time++) for (const worker of workers) pace.hurry(worker)
  expect(begun).toHaveLength(4)
  await clock.pass(3_000)
  expect(begun.map(({ worker }) => worker)).toEqual(workers)
})
