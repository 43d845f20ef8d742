import { expect, test } from 'vitest'
import type { CommitSha, TaskId } from '../../../../src/core/model/ids.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { aStory, asked, begin, complete, say, told } from '../../../support/worlds/story.ts'
import { sha, type World } from '../../../support/worlds/world.ts'

const omnibus = { ...aPolicy, merge: { mode: 'omnibus', test: ['npm test'], contentLoss: 0.2 } as const }

const look = (world: World, base: CommitSha, ...known: readonly string[]) =>
  say(world, {
    kind: 'git.refs',
    base,
    branches: Object.fromEntries(known.map(id => [`feat/${id}`, sha(`work-${id}`)])),
    standing: Object.fromEntries(known.map(id => [sha(`work-${id}`), 'current'])),
    kept: [],
  })

/** A world in which worker one's task is proven, and czar knows whether base contains its commit. */
function aSprint(over: Parameters<typeof aStory>[0] = {}): World {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], policy: omnibus, ...over })
  begin(world, 'two')
  look(world, sha('base'))
  complete(world, 'one')
  look(world, sha('base'), 'one')
  return world
}

/** The action of merging that is in progress ends with these events. */
function comes(world: World, doing: string, ...events: Parameters<typeof say>[1][]): void {
  const effect = Object.values(world.state.effects).find(({ action }) => action === doing)
  if (effect === undefined) throw new Error(`the train does not ${doing}`)
  say(world, ...events, { kind: 'effect.done', effect: effect.id })
}

const member = { task: 'one' as TaskId, commit: sha('work-one'), merge: sha('tip') }
const run = { reason: 'red', checks: [], log: '/log', tail: '', durationMs: 1 }

/** A world in which the tree with worker one's work is being tested. */
function testing(over: Parameters<typeof aStory>[0] = {}): World {
  const world = aSprint(over)
  comes(world, 'begin_train', { kind: 'train.begun', base: sha('base') })
  comes(world, 'chain_train', { kind: 'train.chained', onto: sha('base'), members: [member] })
  return world
}

/** The command of the project's `merge.test` passed. */
const passed = [{ name: 'npm test', outcome: 'passed', exitCode: 0, durationMs: 1 }] as const

const ended = (world: World) => asked(world).filter(name => name.startsWith('end_agent'))

test("an agent stays while its proven work is tested with other work, and ends when the work is on the train's branch", () => {
  const world = testing()
  expect(ended(world)).toEqual([])
  comes(world, 'test_train', { kind: 'train.tested', tip: member.merge, isGreen: true, ...run, checks: passed })
  expect(ended(world)).toEqual([])
  comes(world, 'advance_train', { kind: 'train.advanced', tip: member.merge, branch: 'omnibus/sample' })
  expect(ended(world)).toEqual(['end_agent:one'])
})

test("work that the train's test returns finds its agent still running", () => {
  const world = testing()
  comes(world, 'test_train', { kind: 'train.tested', tip: member.merge, isGreen: false, ...run })
  comes(world, 'test_train', { kind: 'train.tested', tip: sha('base'), isGreen: true, ...run })
  expect(told(world, 'train.returned')).toHaveLength(1)
  expect(ended(world)).toEqual([])
})

test('an agent that stays for the train gives its seat to a worker that needs it', () => {
  const world = testing({ workers: [aWorker('one'), aWorker('two'), aWorker('three')], concurrency: 2 })
  expect(ended(world)).toEqual(['end_agent:one'])
})

test('no agent stays with landing mode "branches", or for a proof whose standing is unknown', () => {
  const plain = aStory({ workers: [aWorker('one'), aWorker('two')], policy: { ...omnibus, merge: { ...omnibus.merge, mode: 'branches' } } })
  look(plain, sha('base'))
  complete(plain, 'one')
  expect(ended(plain)).toEqual(['end_agent:one'])
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], policy: omnibus })
  begin(world, 'two')
  look(world, sha('base'))
  complete(world, 'one')
  comes(world, 'begin_train', { kind: 'train.begun', base: sha('base') })
  expect(ended(world)).toEqual([])
  world.now += 30_001
  say(world)
  expect(ended(world)).toEqual(['end_agent:one'])
})
