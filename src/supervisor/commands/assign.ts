import type { TaskId } from '../../core/model/ids.ts'
import { own } from '../../core/model/own.ts'
import { isFree, unmetDependencies } from '../../core/policy/facts/work/tasks.ts'
import { whyNever } from '../../core/policy/facts/work/why-never.ts'
import type { State } from '../../core/state/types/state.ts'
import type { TaskState } from '../../core/state/types/task-state.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import { type CommandOutcome, outcome, refused } from './command-outcome.ts'

/** Gives a waiting bonus task to this worker. If the worker is not free, the task is reserved for it. */
export function assign(state: State, worker: WorkerState, name: string): CommandOutcome {
  const task = own(state.tasks, name as TaskId)
  if (task === undefined || task.kind === 'primary') return refuseOther(state, task, name)
  const refusal = refuseTask(state, task, worker) ?? refuseWorker(state, task, worker)
  if (refusal !== null) return refusal
  const when = `${worker.id} gets ${task.id} ${whenFree(state, worker)}`
  if (task.reservedFor === worker.id) return outcome([], `nothing changes: ${when}`)
  return outcome([{ kind: 'person.assigned', worker: worker.id, task: task.id }], when)
}

function refuseOther(state: State, task: TaskState | undefined, name: string): CommandOutcome {
  const bonus = Object.values(state.tasks).filter(({ kind, state }) => kind === 'bonus' && state === 'waiting')
  const hint = bonus.length === 0 ? 'no bonus task waits' : `bonus tasks that wait: ${bonus.map(({ id }) => id).join(', ')}`
  return refused(
    task === undefined ? `there is no bonus task "${name}"` : `${name} is ${name}'s own task, so no other worker can do it`,
    hint,
  )
}

function refuseTask(state: State, task: TaskState, worker: WorkerState): CommandOutcome | null {
  const { id } = task
  if (task.state === 'assigned')
    return refused(`${task.worker ?? 'another worker'} has ${id} already`, `czar why ${task.worker ?? worker.id}`)
  if (task.state === 'verified') return refused(`${id} is verified already, by ${task.worker ?? 'another worker'}`, 'czar status')
  if (task.state === 'dropped') return refused(`${id} is dropped`, `czar queue add FILE --id ${id}`)
  const unmet = unmetDependencies(state, task)
  if (unmet.length > 0) return refused(`${id} cannot be given yet: it waits for ${unmet.join(', ')}`, 'czar status')
  if (task.reservedFor === null || task.reservedFor === worker.id) return null
  return refused(`${id} is reserved for ${task.reservedFor}`, `czar why ${task.reservedFor}`)
}

function refuseWorker(state: State, task: TaskState, worker: WorkerState): CommandOutcome | null {
  // A person may give a worker a task that it has tried before, so the list of tried tasks is ignored here.
  const reason = whyNever(state, { ...worker, tried: [] }, task)
  return reason === null ? null : refused(`${worker.id} cannot be given ${task.id}: ${reason}`, `czar restart ${worker.id}`)
}

function whenFree(state: State, worker: WorkerState): string {
  if (isFree(state, worker)) return 'now'
  const after = worker.assignment === null ? worker.id : (state.assignments[worker.assignment]?.task ?? worker.id)
  const isBusy = state.tasks[after]?.state !== 'verified'
  const conditions = [...(isBusy ? [`${after} is over`] : []), ...(worker.paused ? ['it is resumed'] : [])]
  return `when ${conditions.join(' and ')}; no other worker gets it`
}
