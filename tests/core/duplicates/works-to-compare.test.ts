import { expect, test } from 'vitest'
import { pairsToCompare } from '../../../src/core/duplicates/works-to-compare.ts'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import { aWorker } from '../../support/builders/a-project.ts'
import { aStory, begin, complete, report, say, verdict, workerOf } from '../../support/worlds/story.ts'
import { observed, sha, type World } from '../../support/worlds/world.ts'
import { find, twoAuthors } from '../policy/duplicates/two-authors.ts'

/** The pairs that czar would compare, as `later > earlier`. */
const pairs = ({ state }: World) => pairsToCompare(state).map(({ later, earlier }) => `${later.task} > ${earlier.task ?? 'base'}`)

const refs = (world: World, base: string) => say(world, { kind: 'git.refs', base: sha(base), branches: {}, standing: {}, kept: [] })

test('the worker that began later has the later work, and a worker without a commit has no work', () => {
  const world = twoAuthors()
  expect(pairs(world)).toEqual(['two > one'])
  say(world, observed(workerOf(world, 'one'), 'start'))
  expect(pairs(world)).toEqual([])
})

test('proven work counts as earlier, whoever began it; of two proven tasks the one proven later can still be left out', () => {
  const world = twoAuthors()
  report(world, 'two', 'done')
  verdict(world, 'two', 'verified')
  expect(pairs(world)).toEqual(['one > two'])
  report(world, 'one', 'done')
  world.now += 1_000
  verdict(world, 'one', 'verified')
  expect(pairs(world)).toEqual(['one > two'])
  refs(world, 'start')
  const merge = sha('merge-one')
  const member = { task: 'one' as never, commit: sha('work-one'), merge }
  say(world, { kind: 'train.begun', base: sha('start'), hasNew: true } as never, {
    kind: 'train.chained',
    onto: sha('start'),
    members: [member],
  })
  say(world, {
    kind: 'train.tested',
    tip: merge,
    verdict: 'green',
    tasks: ['one'],
    checks: [],
    log: '/log',
    tail: '',
    reason: '',
    durationMs: 1,
  } as never)
  say(world, { kind: 'train.advanced', tip: merge, from: null } as never)
  expect(pairs(world), 'what is on the tested tip stays there').toEqual(['two > one'])
})

test('a part of a task is not compared with the task, which merges it; two parts of one task are compared', () => {
  const childOf = (parent: string) => ({ addedBy: { who: 'worker', parent: parent as WorkerId, from: null } }) as const
  const workers = [
    aWorker('whole'),
    aWorker('part', childOf('whole')),
    aWorker('other', childOf('whole')),
    aWorker('small', childOf('part')),
  ]
  const world = aStory({ workers })
  for (const { id } of workers) {
    world.now += 1_000
    begin(world, id)
    say(world, observed(workerOf(world, id), `work-${id}`))
  }
  expect(pairs(world)).toEqual(['other > part', 'small > other'])
  report(world, 'part', 'done')
  verdict(world, 'part', 'verified')
  expect(pairs(world), 'a proven part is not compared with the task either').not.toContain('whole > part')
})

test('uncommitted work is compared too; of the earlier work the committed part comes first, because commands can run on it', () => {
  const world = twoAuthors()
  const uncommittedOf = ({ state }: World) =>
    pairsToCompare(state).map(({ later, earlier }) => [later.uncommitted?.tree ?? null, earlier.uncommitted?.tree ?? null])
  const dirty = (id: string, head: string, over: object = {}) => {
    const event = observed(workerOf(world, id), head)
    if (event.kind !== 'git.observed') throw new Error('no activity')
    say(world, { ...event, activity: { ...event.activity, dirty: 1, tree: `tree-${id}`, ...over } })
  }
  dirty('two', 'start')
  expect(uncommittedOf(world)).toEqual([['tree-two', null]])
  dirty('one', 'work-one')
  expect(uncommittedOf(world)).toEqual([
    ['tree-two', null],
    ['tree-two', 'tree-one'],
  ])
  dirty('two', 'start', { operation: 'merge' })
  expect(uncommittedOf(world), 'halfway through a merge nothing is its own').toEqual([])
  dirty('two', 'work-two')
  find(world, { isUncommitted: true })
  expect(uncommittedOf(world), 'what was found uncommitted is looked for again in the commits').toEqual([['tree-two', null]])
})

test('each running task is compared with work that base got since the task began', () => {
  const world = twoAuthors()
  refs(world, 'start')
  expect(pairs(world)).toEqual(['two > one'])
  refs(world, 'moved')
  expect(pairs(world)).toEqual(['one > base', 'two > one', 'two > base'])
})

test('tasks that depend on each other are not compared', () => {
  const world = aStory({
    workers: [aWorker('one'), aWorker('two', { dependsOn: ['one' as never] }), aWorker('three', { dependsOn: ['two' as never] })],
  })
  for (const id of ['one', 'two']) complete(world, id)
  begin(world, 'three')
  say(world, observed(workerOf(world, 'three'), 'work-three'))
  expect(pairs(world)).toEqual([])
})

test('of the work that a branch began with only the newest is compared, and all other work without a limit', () => {
  const ids = Array.from({ length: 65 }, (_, index) => `w${index}`)
  const world = aStory({ workers: [...ids.map(id => aWorker(id)), aWorker('last')] })
  for (const id of ids) {
    complete(world, id)
    world.now += 1_000
  }
  begin(world, 'last')
  const { worktree } = workerOf(world, 'last')
  if (worktree === null) throw new Error('no worktree')
  const commitOf = (id: string) => world.state.tasks[id]?.verified?.commit ?? sha('none')
  const includes = ids.slice(0, 55).map(commitOf)
  say(world, {
    kind: 'worktree.ready',
    worker: 'last' as WorkerId,
    path: worktree.path,
    branch: worktree.branch,
    startSha: sha('tip'),
    includes,
  })
  say(world, observed(workerOf(world, 'last'), 'work-last'))
  const found = pairs(world).filter(pair => pair.startsWith('last >'))
  expect(found.toSorted(byNumber)).toEqual(ids.slice(5).map(id => `last > ${id}`))
})

function byNumber(one: string, other: string): number {
  return Number(one.replace(/\D/g, '')) - Number(other.replace(/\D/g, ''))
}

test('a pair of tasks that was compared is not compared again, in either direction', () => {
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

test('a worktree on another branch is not compared for its task', () => {
  const world = twoAuthors()
  const seen = observed(workerOf(world, 'two'), 'elsewhere')
  if (seen.kind === 'git.observed') say(world, { ...seen, activity: { ...seen.activity, branch: 'main' } })
  expect(pairs(world)).toEqual([])
})
