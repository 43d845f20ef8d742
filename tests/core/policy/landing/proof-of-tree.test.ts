import { expect, test } from 'vitest'
import type { CheckResult } from '../../../../src/core/events/work-event.ts'
import type { AssignmentId, CommitSha } from '../../../../src/core/model/ids.ts'
import type { AssignmentState, Proof, TaskState } from '../../../../src/core/state/types/task-state.ts'
import { aTrain, look, membersOf, rest, setTask } from '../../landing/a-train.ts'

const passed: CheckResult = { name: 'npm test', outcome: 'passed', exitCode: 0, durationMs: 1 }

/** How many tests run when one task with this proof is merged. The task must be merged afterwards. */
function runsFor(
  over: Partial<Proof> = {},
  changes: { task?: Partial<TaskState>; test?: readonly string[]; startedAt?: number } = {},
): number {
  const world = aTrain({ a: [] })
  const { state } = world
  const merge = { mode: 'omnibus', contentLoss: 0.2, test: changes.test ?? [] } as const
  const assignment = { id: 'a.1', lastVerdict: { log: '/a log' } } as unknown as AssignmentState
  world.state = {
    ...state,
    czar: { ...state.czar, startedAt: changes.startedAt ?? 0 },
    assignments: { 'a.1': assignment },
    project: { ...state.project, policy: { ...state.project?.policy, merge } } as never,
  }
  const proof = { commit: 'a1+base' as CommitSha, base: 'base' as CommitSha, at: 5, accept: ['npm test'], checks: [passed], flags: [] }
  const task = {
    state: 'verified',
    accept: ['npm test'],
    assignment: 'a.1' as AssignmentId,
    worker: 'a' as never,
    ...changes.task,
  } as const
  setTask(world, 'a', { ...task, verified: { ...proof, ...over } })
  look(world)
  // The proof is not in doubt, because this test is not about that.
  const { tasks } = world.state
  if (changes.task?.accept !== undefined) return -1
  world.green.add('a1+base')
  rest(world)
  expect([membersOf(world), tasks['a']?.state]).toEqual([['a'], 'verified'])
  return world.runs.length
}

test('a task alone on the train is not tested twice on the same tree with the same commands', () => {
  expect(runsFor()).toBe(0)
})

test.each<[string, Parameters<typeof runsFor>]>([
  ['its proof is of another base', [{ base: 'earlier' as CommitSha }]],
  ['its proof is of an unknown base', [{ base: null }]],
  ['a command was flaky', [{ checks: [{ ...passed, outcome: 'flaky' }] }]],
  ['not all commands are on record', [{ checks: [] }]],
  ['its commit has work of others', [{ contains: ['b' as never] }]],
  ['the whole run has tests of its own', [{}, { test: ['npm run all'] }]],
  ['it was proven in an earlier launch, perhaps with another setup', [{}, { startedAt: 6 }]],
])('a task alone on the train is tested if %s', (_, parts) => {
  expect(runsFor(...parts)).toBe(1)
})
