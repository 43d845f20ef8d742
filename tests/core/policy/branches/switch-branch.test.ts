import { expect, test } from 'vitest'
import type { AssignmentId, TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import { nameBranch } from '../../../../src/core/policy/branches/name-branch.ts'
import { aBonus, aWorker } from '../../../support/builders/a-project.ts'
import {
  act,
  aStory,
  asked,
  assignmentOf,
  attention,
  begin,
  breakDownForGood,
  complete,
  getReady,
  report,
  say,
  told,
  turn,
  verdict,
  workerOf,
} from '../../../support/worlds/story.ts'
import { happen, observed, restartCzar, sha, type World } from '../../../support/worlds/world.ts'

const one = 'one' as WorkerId

/** Git answers when the test lets it. */
function slowly(over: Parameters<typeof aStory>[0] = {}): World {
  return aStory({ workers: [aWorker('one'), aWorker('two')], bonus: [aBonus('more')], ...over }, new Set(['look_at_git']))
}

function switches(world: World) {
  return world.decisions.flatMap(decision =>
    decision.kind === 'perform' && decision.action.do === 'switch_branch' ? [decision.action] : [],
  )
}

test("a worker gets a bonus task's brief only after its worktree was switched to the task's branch", () => {
  const world = slowly()
  complete(world, 'one')
  expect(assignmentOf(world, 'one')).toMatchObject({ task: 'more', branch: 'feat/more', fromSha: null })
  expect(asked(world).filter(name => name.endsWith(':one'))).toEqual(['switch_branch:one'])
  expect(switches(world).at(-1)).toMatchObject({ onto: 'work-one', includes: [] })
  act(world, 'switch_branch', 'one')
  expect(assignmentOf(world, 'one').fromSha).toBe('start')
  expect(workerOf(world, 'one').worktree).toMatchObject({ branch: 'feat/more', home: { branch: 'feat/one' } })
  expect(asked(world).filter(name => name.endsWith(':one'))).toEqual(['deliver:one'])
})

test('a switch during which the czar died is repeated', () => {
  const world = slowly()
  complete(world, 'one')
  restartCzar(world)
  expect(asked(world)).toContain('switch_branch:one')
  act(world, 'switch_branch', 'one')
  expect(asked(world)).toContain('deliver:one')
})

test("no worktree is switched during an agent's turn or while a person has paused the worker", () => {
  const world = slowly()
  complete(world, 'one')
  world.deeds.length = 0
  say(world, { kind: 'effect.failed', effect: `switch_branch:${assignmentOf(world, 'one').id}` as never, reason: 'x' })
  turn(world, 'one', 'busy')
  world.now += 60_000
  say(world)
  expect(asked(world)).not.toContain('switch_branch:one')
  turn(world, 'one', 'idle')
  expect(asked(world)).toContain('switch_branch:one')
})

test('if git refuses the switch, another worker gets the task, the worker gets no more tasks, and a person gets the next command', () => {
  const world = slowly({ bonus: [aBonus('more'), aBonus('later')] })
  complete(world, 'one')
  breakDownForGood(world, 'switch_branch', 'one')
  expect(told(world, 'assignment.returned')).toMatchObject([
    { worker: 'one', how: 'undelivered', left: { branch: 'feat/more', commit: null, isNothing: true } },
  ])
  expect(attention(world)).toContain('switch:one')
  expect(world.state.attention['switch:one']).toMatchObject({
    text: expect.stringContaining("one's worktree cannot be switched to the branch of its next task: it broke"),
    hint: expect.stringContaining('czar restart one'),
  })
  expect(workerOf(world, 'one').assignment).toBeNull()
  complete(world, 'two')
  expect(assignmentOf(world, 'two').task).toBe('more')
  say(world, { kind: 'person.restart', worker: one })
  expect(attention(world)).not.toContain('switch:one')
})

test('a task that returns to a worker continues on its old branch: the worktree is switched to it', () => {
  const world = slowly()
  complete(world, 'one')
  act(world, 'switch_branch', 'one')
  act(world, 'deliver', 'one')
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  turn(world, 'one', 'idle')
  const branches = { 'feat/one': sha('later') }
  say(world, { kind: 'git.refs', base: sha('base'), branches, standing: { 'work-one': 'current' }, kept: [] })
  world.now += 5_000
  say(world)
  verdict(world, 'one', 'rejected', ['a test fails'])
  expect(assignmentOf(world, 'one').task).toBe('one')
  if (asked(world).includes('end_agent:one')) act(world, 'end_agent', 'one')
  expect(switches(world).at(-1)).toMatchObject({ assignment: 'one.1' })
  act(world, 'switch_branch', 'one')
  expect(workerOf(world, 'one').worktree).toMatchObject({ branch: 'feat/one' })
  expect(assignmentOf(world, 'one').branch).toBeNull()
})

test('a handed-over task starts on base with its proven dependencies, and on a branch with another name', () => {
  const workers = [aWorker('base'), aWorker('one', { dependsOn: ['base' as WorkerId] }), aWorker('two')]
  const world = slowly({ workers, bonus: [] })
  for (const id of ['base', 'two']) complete(world, id)
  begin(world, 'one')
  for (const id of ['base', 'two']) act(world, 'end_agent', id)
  say(world, observed(workerOf(world, 'one'), 'rejected-work'))
  const left = { branch: 'feat/one', commit: sha('rejected-work') }
  say(world, { kind: 'assignment.returned', worker: one, assignment: assignmentOf(world, 'one').id, reason: 'x', how: 'rejected', left })
  act(world, 'start_agent', 'base')
  getReady(world, 'base')
  const taken = Object.values(world.state.assignments).find(({ id }) => id === 'one.2')
  expect(taken).toMatchObject({ task: 'one', branch: 'feat/one-2' })
  expect(switches(world).at(-1)).toMatchObject({ assignment: 'one.2', onto: null, includes: ['work-base'] })
})

test('a bonus task starts with the proven work of its dependencies', () => {
  const world = slowly({ bonus: [aBonus('more', { after: ['two' as TaskId] })] })
  complete(world, 'two')
  complete(world, 'one')
  expect(switches(world)[0]).toMatchObject({ onto: expect.stringMatching(/^work-/), includes: ['work-two'] })
})

test("branch names follow the worker's own branch, and no name of a worker or an attempt is used again", () => {
  const workers = [aWorker('one', { branch: 'team/one' }), aWorker('two', { branch: 'team/more' }), aWorker('three', { branch: 'my-work' })]
  const { state } = aStory({ workers, bonus: [aBonus('more')] })
  const task = state.tasks['more']
  const name = (id: string) => (task === undefined ? '' : nameBranch(state, workerOf({ state } as World, id), task))
  expect([name('one'), name('three')]).toEqual(['team/more-2', 'feat/more'])
})

test("a bonus task that an earlier version of czar assigned stays on its worker's branch", () => {
  const world = slowly({ bonus: [] })
  complete(world, 'one')
  const given = { worker: one, assignment: 'old.1' as AssignmentId, task: 'old' as TaskId, assignmentKind: 'bonus' } as const
  happen(world, { kind: 'task.added', bonus: aBonus('old') }, { kind: 'assignment.created', ...given, fromSha: sha('work-one') })
  say(world)
  expect(assignmentOf(world, 'one')).toMatchObject({ id: 'old.1', branch: null, fromSha: 'work-one' })
  expect(switches(world)).toEqual([])
  expect(workerOf(world, 'one').worktree?.branch).toBe('feat/one')
})
