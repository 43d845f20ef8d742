import { expect, test } from 'vitest'
import type { Project, WorkerConfig } from '../../../../src/core/model/project.ts'
import { countSeatLimits } from '../../../../src/core/policy/fleet/seat-limits.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { aProject, aWorker } from '../../../support/builders/a-project.ts'
import { aStory, begin, workerOf } from '../../../support/worlds/story.ts'

/** How many agents may still be started in a fleet whose first `seated` workers have an agent. */
function roomOf(configs: readonly WorkerConfig[], over: Partial<Project>, seated = 0) {
  const world = aStory({ workers: configs, concurrency: seated })
  for (const { id } of configs.slice(0, seated)) begin(world, id)
  const room = countSeatLimits({ ...world.state, effects: {} }, aProject({ workers: configs, concurrency: 9, ...over }))
  const worker = (id: string) => workerOf(world, id)
  return {
    take: (...ids: readonly string[]) => ids.map(id => room.take(worker(id))),
    wouldHelp: (waiting: string, leaving: string) => room.wouldHelp(worker(waiting), worker(leaving)),
  }
}

const three = [aWorker('one'), aWorker('two'), aWorker('three')]

test('the number of seats limits agents, and each agent has one seat', () => {
  expect(roomOf(three, { concurrency: 2 }).take('one', 'two', 'three')).toEqual([true, true, false])
  expect(roomOf(three, { concurrency: 2 }, 1).take('two', 'three')).toEqual([true, false])
  expect(roomOf(three, { concurrency: 2 }, 2).take('three')).toEqual([false])
})

test('an agent program has as many seats as its profile says, and another program has its own', () => {
  const other = { ...aProfile(), name: 'other', concurrency: null }
  const agents = { scripted: aProfile({ concurrency: 1 }), other }
  const workers = [aWorker('one'), aWorker('two'), aWorker('three', { agent: 'other' }), aWorker('four', { agent: 'other' })]
  expect(roomOf(workers, { agents }).take('one', 'two', 'three', 'four')).toEqual([true, false, true, true])
  expect(roomOf(workers, { agents }, 1).take('two', 'three')).toEqual([false, true])
  expect(roomOf(workers, { agents: {} }).take('one', 'two'), 'of a program without a profile as many as are wanted').toEqual([true, true])
})

test('an account has as many seats as the file says, and without an entry any number', () => {
  const accounts = { scripted: { concurrency: 1 } }
  const workers = [aWorker('one'), aWorker('two'), aWorker('three', { account: 'another' }), aWorker('four', { account: 'toString' })]
  expect(roomOf(workers, { accounts }).take('one', 'two', 'three', 'four')).toEqual([true, false, true, true])
})

test('an agent that ends frees a seat for a worker of the same program and account, or for any worker', () => {
  const agents = { scripted: aProfile({ concurrency: 1 }), other: aProfile() }
  const accounts = { scarce: { concurrency: 1 } }
  const workers = [
    aWorker('one', { account: 'scarce' }),
    aWorker('same', { account: 'scarce' }),
    aWorker('other', { agent: 'other', account: 'free' }),
    aWorker('program', { account: 'free' }),
    aWorker('account', { agent: 'other', account: 'scarce' }),
  ]
  const { wouldHelp } = roomOf(workers, { agents, accounts }, 1)
  expect(wouldHelp('same', 'one')).toBe(true)
  expect(wouldHelp('program', 'one'), 'its program has one seat').toBe(true)
  expect(wouldHelp('program', 'other')).toBe(false)
  expect(wouldHelp('account', 'one'), 'its account has one seat').toBe(true)
  expect(wouldHelp('account', 'other')).toBe(false)
  expect(wouldHelp('other', 'one'), 'it waits for any seat').toBe(true)
  expect(wouldHelp('same', 'program'), 'its account stays full').toBe(false)
})
