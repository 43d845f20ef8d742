import { expect, test } from 'vitest'
import { pairsToCompare } from '../../../src/core/duplicates/works-to-compare.ts'
import { aWorker } from '../../support/builders/a-project.ts'
import { aStory, begin, complete, report, say, verdict, workerOf } from '../../support/worlds/story.ts'
import { observed, sha, type World } from '../../support/worlds/world.ts'
import { find, twoAuthors } from '../policy/duplicates/two-authors.ts'

/** Each pair as `later > earlier`. */
const pairs = ({ state }: World) => pairsToCompare(state).map(({ later, earlier }) => `${later.task} > ${earlier.task ?? 'base'}`)

const refs = (world: World, base: string) => say(world, { kind: 'git.refs', base: sha(base), branches: {}, standing: {}, kept: [] })

test('the worker that began later is the later one, and a worker without a commit has no work', () => {
  const world = twoAuthors()
  expect(pairs(world)).toEqual(['two > one'])
  say(world, observed(workerOf(world, 'one'), 'start'))
  expect(pairs(world)).toEqual([])
})

test('proven work was there first, whoever began it, and two proven tasks are not compared', () => {
  const world = twoAuthors()
  report(world, 'two', 'done')
  verdict(world, 'two', 'verified')
  expect(pairs(world)).toEqual(['one > two'])
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  expect(pairs(world)).toEqual([])
})

test('each task at work is compared with what came to base since it began', () => {
  const world = twoAuthors()
  refs(world, 'start')
  expect(pairs(world)).toEqual(['two > one'])
  refs(world, 'moved')
  expect(pairs(world)).toEqual(['one > base', 'two > one', 'two > base'])
})

test('tasks that build on each other are not compared', () => {
  const world = aStory({
    workers: [aWorker('one'), aWorker('two', { dependsOn: ['one' as never] }), aWorker('three', { dependsOn: ['two' as never] })],
  })
  for (const id of ['one', 'two']) complete(world, id)
  begin(world, 'three')
  say(world, observed(workerOf(world, 'three'), 'work-three'))
  expect(pairs(world)).toEqual([])
})

test('what was found between two tasks is not looked for again, in either direction', () => {
  const world = twoAuthors()
  find(world)
  expect(pairs(world)).toEqual([])
  report(world, 'two', 'done')
  say(world, {
    kind: 'duplicate.tried',
    worker: 'two' as never,
    task: 'two' as never,
    assignment: workerOf(world, 'two').assignment as never,
    earlier: { task: 'one' as never, worker: 'one' as never, commit: sha('work-one') },
    verdict: 'red',
    reason: '',
    checks: [],
    log: '',
    tail: '',
    durationMs: 1,
  })
  verdict(world, 'two', 'verified')
  expect(pairs(world)).toEqual([])
})

test('a worktree on another branch says nothing of the task', () => {
  const world = twoAuthors()
  const seen = observed(workerOf(world, 'two'), 'elsewhere')
  if (seen.kind === 'git.observed') say(world, { ...seen, activity: { ...seen.activity, branch: 'main' } })
  expect(pairs(world)).toEqual([])
})
