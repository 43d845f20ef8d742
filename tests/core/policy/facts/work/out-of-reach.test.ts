import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TaskId, WorkerId } from '../../../../../src/core/model/ids.ts'
import { isOutOfReach, isStopped, isStranded } from '../../../../../src/core/policy/facts/work/out-of-reach.ts'
import { bonusTask, emptyState, newWorker, primaryTask } from '../../../../../src/core/state/empty.ts'
import type { State } from '../../../../../src/core/state/types/state.ts'
import type { TaskState } from '../../../../../src/core/state/types/task-state.ts'
import type { WorkerState } from '../../../../../src/core/state/types/worker-state.ts'
import { aBonus, aWorker } from '../../../../support/builders/a-project.ts'

const COUNT = 7
const aTask = fc.record({
  // A task may depend on a missing task or on itself. Czar refuses such a project file, but the policy must not hang either.
  after: fc.uniqueArray(fc.nat({ max: COUNT }), { maxLength: 3 }),
  isBonus: fc.boolean(),
  waits: fc.boolean(),
  isStopped: fc.nat({ max: 3 }).map(roll => roll === 0),
  state: fc.constantFrom('waiting', 'waiting', 'waiting', 'waiting', 'assigned', 'verified', 'failed', 'dropped'),
})

test('for random tasks the unreachable ones are those that a walk along every dependency path finds', () => {
  fc.assert(
    fc.property(fc.array(aTask, { minLength: COUNT, maxLength: COUNT }), drawn => {
      const state = stateOf(drawn)
      for (const task of Object.values(state.tasks)) {
        expect(isStranded(state, task), `${task.id} stranded`).toBe(walksToLoss(state, task))
        expect(isOutOfReach(state, task), `${task.id} out of reach`).toBe(walksToStop(state, task))
      }
    }),
    { numRuns: 700 },
  )
})

test('a project of many layers, each depending on the whole layer before, is judged without walking every path', () => {
  const [layers, width] = [8, 10]
  const ids = Array.from({ length: layers * width }, (_, index) => `t${index}` as WorkerId)
  const workers = ids.map((id, index) => {
    const layer = Math.floor(index / width)
    return aWorker(id, { dependsOn: layer === 0 ? [] : ids.slice((layer - 1) * width, layer * width) })
  })
  const tasks: Record<string, TaskState> = Object.fromEntries(workers.map(worker => [worker.id, primaryTask(worker)]))
  const last = tasks[ids.at(-1) ?? ''] as TaskState
  const state: State = { ...emptyState, tasks, workers: Object.fromEntries(workers.map(worker => [worker.id, newWorker(worker, 0)])) }
  expect(isOutOfReach(state, last)).toBe(false)
  const failed = { ...state, tasks: { ...tasks, t0: { ...(tasks['t0'] as TaskState), state: 'failed' as const } } }
  expect(isStranded(failed, last)).toBe(true)
})

type Drawn = typeof aTask extends fc.Arbitrary<infer Value> ? Value : never

function stateOf(drawn: readonly Drawn[]): State {
  const made = drawn.map(({ after, isBonus, waits, ...rest }, index) => {
    const id = `t${index}`
    const config = aWorker(id, { dependsOn: after.map(other => `t${other}` as WorkerId), waitForDependencies: waits })
    const planned = isBonus ? bonusTask(aBonus(id, { after: after.map(other => `t${other}` as TaskId) })) : primaryTask(config)
    const task = { ...planned, state: rest.state as TaskState['state'], worker: `t${(index + 1) % COUNT}` as WorkerId }
    const worker: WorkerState = { ...newWorker(config, 0), stopped: rest.isStopped ? 'person' : null }
    return { id, task, worker }
  })
  const tasks = Object.fromEntries(made.map(({ id, task }) => [id, task]))
  return { ...emptyState, tasks, workers: Object.fromEntries(made.map(({ id, worker }) => [id, worker])) }
}

function walksToLoss(state: State, task: TaskState, path: readonly TaskId[] = []): boolean {
  if (task.state !== 'waiting' || path.includes(task.id)) return false
  return task.after.some(id => {
    const needed = state.tasks[id]
    if (needed === undefined || needed.state === 'failed' || needed.state === 'dropped') return true
    return walksToLoss(state, needed, [...path, task.id])
  })
}

function walksToStop(state: State, task: TaskState, path: readonly TaskId[] = []): boolean {
  if (task.state !== 'waiting' || path.includes(task.id)) return false
  if (walksToLoss(state, task)) return true
  if (task.kind === 'primary' && state.workers[task.id]?.config.waitForDependencies === false) return false
  return task.after.some(id => {
    const needed = state.tasks[id]
    if (needed === undefined || needed.state === 'verified') return false
    return isStopped(state, needed) || walksToStop(state, needed, [...path, task.id])
  })
}
