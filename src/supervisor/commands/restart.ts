import { launchLine } from '../../core/model/gave-up.ts'
import { failedSwitch } from '../../core/policy/facts/work/failed-switch.ts'
import { isLent } from '../../core/policy/facts/work/is-lent.ts'
import { isInFile, ownTask, queuedTasks, unmetDependencies } from '../../core/policy/facts/work/tasks.ts'
import { whyNever } from '../../core/policy/facts/work/why-never.ts'
import { hasLost } from '../../core/state/facts/attempts.ts'
import type { State } from '../../core/state/types/state.ts'
import type { TaskState } from '../../core/state/types/task-state.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import { type CommandOutcome, outcome, refused } from './command-outcome.ts'

/** Ends a running agent. The policy then starts a fresh agent. If the worktree is gone, the policy has it made again. */
export function restart(state: State, worker: WorkerState): CommandOutcome {
  const { id, missing, worktree, paused } = worker
  const idle = whenIdle(state, worker)
  if (idle !== null) return idle
  const isGone = missing !== null && worktree !== null
  const again = `, and its worktree is made again from ${worktree?.branch}: what was not committed in the old one is lost, unless it is under refs/czar/rescue/${id}`
  const when = [...(paused ? ['it is resumed'] : []), ...unmetOf(state, worker)].join(' and ')
  const gets = `${id} gets a fresh agent${when === '' ? '' : ` when ${when}`}${isGone ? again : ''}`
  return outcome([{ kind: 'person.restart', worker: id }], gets)
}

/** The answer if the worker has no work, because a fresh agent would have nothing to do. null: the worker has work. */
function whenIdle(state: State, worker: WorkerState): CommandOutcome | null {
  const { id, assignment, stopped, agent, missing, worktree } = worker
  const task = ownTask(state, worker)
  if (assignment !== null || task?.state === 'failed') return null
  if (!isInFile(state, worker)) return refused(`${id} is no longer in the fleet, so it gets no agent`, 'czar status')
  if (task === null || (task.state === 'waiting' && !isLent(task))) return null
  const over = sayOver(task, worker)
  const bonus = nextBonus(state, worker)
  const next = bonus === undefined ? 'nothing waits for it now' : 'it gets a fresh agent with its next bonus task'
  const event = { kind: 'person.restart', worker: id } as const
  if (stopped !== null) return outcome([event], `${id} is no longer stopped; ${over}, and ${next}`)
  if (missing !== null && worktree !== null)
    return outcome([event], `${id}'s worktree is made again when it gets work; ${over}, and ${next}`)
  if (failedSwitch(state, worker) !== null) return outcome([event], `${id}'s worktree is switched again with its next task; ${over}`)
  if (bonus !== undefined && agent !== null && agent.exit === null) return outcome([event], `${over}: ${id} ${next.slice('it '.length)}`)
  const refusal = `${id} needs no fresh agent: ${over}, and ${next}`
  if (bonus !== undefined) return refused(refusal, 'czar queue list')
  if (task.state === 'assigned' || task.state === 'waiting') return refused(refusal, 'czar status')
  const file = state.project?.file ?? 'FILE'
  return refused(refusal, `czar stop && ${launchLine({ file })} --again ${id}   # begins its task anew`)
}

function sayOver(task: TaskState, worker: WorkerState): string {
  if (task.state === 'stale') return 'its work is being checked again'
  if (task.state === 'verified') return task.worker === worker.id ? 'its work is verified' : `its task is verified, by ${task.worker}`
  if (task.state === 'candidate') return 'its work is verified, and czar waits for the other attempts'
  if (hasLost(task)) return `another attempt at ${task.attempt?.task ?? 'its task'} won`
  if (task.state === 'dropped') return 'its task was dropped'
  return `its task was taken from it and ${task.state === 'assigned' ? `is with ${task.worker}` : 'waits for another worker'}`
}

function nextBonus(state: State, worker: WorkerState): TaskState | undefined {
  const revived = { ...worker, stopped: null, exits: [] }
  return queuedTasks(state).find(task => whyNever(state, revived, task) === null)
}

/** In words, what must happen before a fresh agent of the worker can start. */
function unmetOf(state: State, worker: WorkerState): readonly string[] {
  const task = ownTask(state, worker)
  if (task === null || worker.assignment !== null || !worker.config.waitForDependencies) return []
  const unmet = unmetDependencies(state, task)
  return unmet.length === 0 ? [] : [`${unmet.join(', ')} ${unmet.length === 1 ? 'is' : 'are'} verified`]
}
