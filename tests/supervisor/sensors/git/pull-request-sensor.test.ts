import { expect, test } from 'vitest'
import type { Event } from '../../../../src/core/events/event.ts'
import type { FoundPullRequest, WorkersBranch } from '../../../../src/core/ports/git-port.ts'
import { createPullRequestSensor } from '../../../../src/supervisor/sensors/git/pull-request-sensor.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { act, aStory, say } from '../../../support/worlds/story.ts'
import { sha } from '../../../support/worlds/world.ts'

function aSensor() {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], concurrency: 2 })
  const hands = someHands(world)
  const asked: (readonly WorkersBranch[])[] = []
  const seen: Event[] = []
  const remote = { answer: async (_signal?: AbortSignal): Promise<readonly FoundPullRequest[]> => [] }
  hands.git.pullRequests = (branches, signal) => {
    asked.push(branches)
    return remote.answer(signal)
  }
  const sensor = createPullRequestSensor({
    hands,
    state: () => world.state,
    observe: (...events) => {
      seen.push(...events)
      say(world, ...events)
    },
  })
  return { world, hands, sensor, asked, seen, remote }
}

function found(head: string, over: Partial<FoundPullRequest> = {}): FoundPullRequest {
  return { worker: 'one' as never, branch: 'feat/one', number: 7, url: null, head: sha(head), isPushed: true, ...over }
}

test("a found pull request is reported once, and the branch's commit is then settled", async () => {
  const { world, sensor, asked, seen, remote } = aSensor()
  await sensor.look()
  expect(asked, 'nobody has a branch yet').toEqual([])
  act(world, 'prepare_worktree', 'one')
  const branch = { worker: 'one', branch: 'feat/one', startSha: 'start' }
  remote.answer = async () => [found('first')]
  await sensor.look()
  expect(asked).toEqual([[{ ...branch, settled: null }]])
  expect(seen).toEqual([{ kind: 'pull_request.seen', worker: 'one', branch: 'feat/one', number: 7, url: null }])
  await sensor.look()
  expect(asked.at(-1)).toEqual([{ ...branch, settled: 'first' }])
  expect(seen).toHaveLength(1)
})

test('a pull request that only has the same commit, or belongs to another worker, settles nothing', async () => {
  const { world, sensor, asked, seen, remote } = aSensor()
  act(world, 'prepare_worktree', 'one')
  act(world, 'prepare_worktree', 'two')
  remote.answer = async () => [found('first', { isPushed: false })]
  await sensor.look()
  await sensor.look()
  expect(asked.at(-1)).toMatchObject([{ settled: null }, { settled: null }])
  remote.answer = async () => [found('first'), found('first', { worker: 'two' as never, branch: 'feat/two' })]
  await sensor.look()
  await sensor.look()
  expect(asked.at(-1)).toMatchObject([{ settled: 'first' }, { settled: null }])
  expect(seen).toHaveLength(1)
})

test('a remote that does not answer is asked again and needs no person, and one that hangs is asked once', async () => {
  const { world, hands, sensor, asked, seen, remote } = aSensor()
  act(world, 'prepare_worktree', 'one')
  remote.answer = () => Promise.reject(new Error('no route'))
  await sensor.look()
  expect(hands.logged).toEqual(['pull requests of the remote could not be read'])
  const hanging = Promise.withResolvers<readonly FoundPullRequest[]>()
  remote.answer = () => hanging.promise
  const looking = sensor.look()
  await sensor.look()
  expect(asked).toHaveLength(2)
  hanging.resolve([found('first')])
  await looking
  expect(seen).toHaveLength(1)
})

test('at the end a running request is cancelled, and no pull request is reported afterwards', async () => {
  const { world, hands, sensor, asked, seen, remote } = aSensor()
  act(world, 'prepare_worktree', 'one')
  remote.answer = signal => new Promise(resolve => signal?.addEventListener('abort', () => resolve([found('first')])))
  const looking = sensor.look()
  sensor.close()
  await looking
  await sensor.look()
  expect([asked.length, seen, hands.logged]).toEqual([1, [], []])
})
