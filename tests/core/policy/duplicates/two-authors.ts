import type { DuplicateVerdict, EarlierWork } from '../../../../src/core/events/duplicate-event.ts'
import type { TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import type { DuplicatesPolicy } from '../../../../src/core/model/policy/policy.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { aStory, assignmentOf, begin, say, workerOf } from '../../../support/worlds/story.ts'
import { observed, sha, type World } from '../../../support/worlds/world.ts'

/** Workers one and two are at work, and each has a commit. Worker one began first. */
export function twoAuthors(duplicates: DuplicatesPolicy = 'settle', accept: readonly string[] = ['npm test']): World {
  const world = aStory({ workers: [aWorker('one', { accept }), aWorker('two', { accept })], policy: { ...aPolicy, duplicates } })
  begin(world, 'one')
  world.now += 1_000
  begin(world, 'two')
  for (const id of ['one', 'two']) say(world, observed(workerOf(world, id), `work-${id}`))
  return world
}

export const earlier = { task: 'one' as TaskId, worker: 'one' as WorkerId, commit: sha('work-one') }

/** Worker two has done the same work as worker one. */
export function find(world: World, over: Partial<EarlierWork> = {}): void {
  const { id, task, worker } = assignmentOf(world, 'two')
  const fact = { kind: 'symbol', name: 'slugify', file: 'src/two.ts', otherFile: 'src/one.ts', share: 1 } as const
  const other = { ...earlier, ...over }
  say(world, { kind: 'duplicate.found', worker, task, assignment: id, commit: sha('work-two'), earlier: other, facts: [fact] })
}

/** The accept commands of worker two ran on worker one's work, with this result. */
export function tried(world: World, verdict: DuplicateVerdict): void {
  const deed = world.deeds.find(({ action }) => action.do === 'settle_duplicate')
  if (deed?.action.do !== 'settle_duplicate') throw new Error('nothing is being settled')
  world.deeds.splice(world.deeds.indexOf(deed), 1)
  const { worker, assignment, earlier: other } = deed.action
  const run = { reason: '', checks: [], log: '/log', tail: '', durationMs: 1 }
  say(
    world,
    { kind: 'duplicate.tried', worker, task: 'two' as TaskId, assignment, earlier: other, verdict, ...run },
    { kind: 'effect.done', effect: deed.effect },
  )
}
