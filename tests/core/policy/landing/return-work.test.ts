import { describe, expect, test } from 'vitest'
import type { AsideCause } from '../../../../src/core/events/train-event.ts'
import type { TaskId } from '../../../../src/core/model/ids.ts'
import { createPolicyContext } from '../../../../src/core/policy/engine/policy-context.ts'
import { nextReturn } from '../../../../src/core/policy/landing/return-work.ts'
import { assignBonus } from '../../../../src/core/policy/queue/assign-bonus.ts'
import { bonusTask } from '../../../../src/core/state/empty.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import type { TaskState } from '../../../../src/core/state/types/task-state.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aBonus, aProject, aWorker } from '../../../support/builders/a-project.ts'
import { aStory, attention, begin, complete, queue, say, told } from '../../../support/worlds/story.ts'
import { sha, type World } from '../../../support/worlds/world.ts'

const policy = { ...aPolicy, merge: { mode: 'omnibus', test: [], contentLoss: 0.2 } as const }

/** A world in which worker one's task is proven and will not be merged. Worker two works, and base is known. */
function aSprint(): World {
  const { workers } = aProject({ workers: [aWorker('one'), aWorker('two')] })
  const world = aStory({ workers, policy })
  complete(world, 'one')
  begin(world, 'two')
  look(world)
  for (const { id, action } of Object.values(world.state.effects)) {
    if (action === 'begin_train') say(world, { kind: 'train.begun', base: sha('base') }, { kind: 'effect.done', effect: id })
  }
  return world
}

function look(world: World): void {
  say(world, {
    kind: 'git.refs',
    base: sha('base'),
    branches: { 'feat/one': sha('work-one') },
    standing: { [sha('work-one')]: 'current' },
    kept: [],
  })
}

function setAside(world: World, because: AsideCause): void {
  const run = { reason: '`npm test` failed with exit code 1.', checks: [], log: '/log', tail: 'the end', durationMs: 1 }
  const files = because === 'conflict' ? ['src/a file.ts'] : []
  const beside = ['two' as TaskId]
  const aside = { task: 'one' as TaskId, commit: sha('work-one'), because, files, beside, onto: sha('base') }
  const chaining = Object.values(world.state.effects).find(({ action }) => action === 'chain_train')
  if (chaining === undefined) throw new Error('the train does not chain')
  const event = { kind: 'train.set_aside', ...aside, run: because === 'red' ? run : null } as const
  say(world, event, { kind: 'train.chained', onto: sha('base'), members: [] }, { kind: 'effect.done', effect: chaining.id })
}

describe('work that was set aside', () => {
  test('returns to its free worker with the conflicting files, the commit to merge and the reason, and its task is open again', () => {
    const world = aSprint()
    setAside(world, 'conflict')
    const [returned] = told(world, 'train.returned')
    expect(returned).toMatchObject({ worker: 'one', task: 'one', onto: sha('base') })
    expect(returned?.reasons.join('\n')).toContain('conflicts with two in src/a file.ts')
    expect(returned?.reasons.join('\n')).toContain('Merge main (commit')
    expect(world.state.tasks['one']).toMatchObject({ state: 'assigned', verified: null })
    expect(queue(world, 'one')).toContain('rework')
  })

  test('returns with the failed command and its output', () => {
    const world = aSprint()
    setAside(world, 'red')
    expect(told(world, 'train.returned')[0]?.reasons).toContain('`npm test` failed with exit code 1.')
    const assignment = Object.values(world.state.assignments).find(({ task }) => task === 'one')
    expect(assignment?.lastVerdict).toMatchObject({ verdict: 'rejected', log: '/log', tail: 'the end' })
  })

  test("waits if it contains another task's work that is set aside", () => {
    const world = aSprint()
    setAside(world, 'needs')
    expect(told(world, 'train.returned')).toEqual([])
    expect(attention(world)).toEqual([])
  })

  test('is an attention item if its worker is stopped', () => {
    const world = aSprint()
    say(world, { kind: 'person.stop', worker: world.state.workers['one']?.id ?? null })
    setAside(world, 'conflict')
    expect(told(world, 'train.returned')).toEqual([])
    expect(attention(world).join()).toContain('aside:one')
  })
})

test('a train that stopped is an attention item', () => {
  const world = aSprint()
  say(world, { kind: 'train.stopped', reason: 'main was rewritten' })
  expect(Object.values(world.state.attention).map(({ text }) => text)).toEqual(['proven work is not merged any more: main was rewritten'])
})

describe('while work is set aside', () => {
  /** The state in which task one conflicts with task two. The tasks in `onChain` are merged and wait for their test. */
  const withAside = (...onChain: readonly string[]): State => {
    const { state } = aSprint()
    if (state.train === null) throw new Error('no train')
    const aside = {
      task: 'one' as TaskId,
      commit: sha('work-one'),
      because: 'conflict',
      files: ['a.ts'],
      beside: ['two' as TaskId],
    } as const
    const members = onChain.map(task => ({ task: task as TaskId, commit: sha(`work-${task}`), merge: sha(`merge-${task}`) }))
    const candidate = members.length === 0 ? null : { members, green: 0, red: null }
    const verified = { commit: sha('work-two'), base: null, at: 1, accept: [], checks: [], flags: [] }
    const tasks = { ...state.tasks, two: { ...state.tasks['two'], state: 'verified', verified } as TaskState }
    return { ...state, tasks, effects: {}, train: { ...state.train, candidate, aside: { one: { ...aside, at: 1, run: null } } } }
  }
  const returned = (state: State) => (state.train === null ? null : nextReturn(state, state.train))

  /** The state in which the task that conflicts is in the tested tree. */
  const withTested = (state: State): State => {
    if (state.train === null) throw new Error('no train')
    const member = { task: 'two' as TaskId, commit: sha('work-two'), merge: sha('merge-two') }
    return { ...state, train: { ...state.train, members: [member] } }
  }

  test('it waits for the test of the other task in the conflict, and for no other', () => {
    expect(returned(withAside('two'))).toBeNull()
    expect(returned(withTested(withAside('three')))).toMatchObject({ task: 'one', worker: 'one' })
    expect(returned(withTested(withAside()))).toMatchObject({ task: 'one', worker: 'one' })
  })

  test('it waits also while the other task is off the chain because a third task made the chain fail', () => {
    expect(returned(withAside())).toBeNull()
  })

  test('its worker gets no new task, unless the work cannot return', () => {
    const more = bonusTask(aBonus('more'))
    const given = (state: State) => {
      const { project } = state
      if (project === null) throw new Error('no project')
      const context = createPolicyContext({ ...state, tasks: { ...state.tasks, more } }, project, state.at)
      assignBonus(context)
      return context.plan().decisions.length
    }
    const state = withTested(withAside())
    if (state.train === null) throw new Error('no train')
    expect(given(state)).toBe(0)
    expect(given({ ...state, train: { ...state.train, aside: {} } })).toBe(1)
    expect(given({ ...state, train: { ...state.train, returns: { one: 2 } } })).toBe(1)
    expect(given({ ...state, train: { ...state.train, stopped: 'main was rewritten' } })).toBe(1)
  })
})
