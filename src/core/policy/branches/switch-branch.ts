import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { endAssignment } from '../assignments/end-assignment.ts'
import { isUnderWay, type PolicyContext } from '../engine/policy-context.ts'
import { isHandsOff } from '../facts/hands-off.ts'
import { failedSwitch } from '../facts/work/failed-switch.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import { startOf } from './start-of.ts'

/** Whether czar must still check out the assignment's branch in the worktree. Until it has, the agent gets no text about the task. */
export function isElsewhere({ worktree }: WorkerState, { branch, fromSha }: AssignmentState): boolean {
  return worktree !== null && (fromSha === null || (branch ?? worktree.home.branch) !== worktree.branch)
}

/** Checks out the branch of a worker's open task in its worktree. Czar switches only while the agent is idle or not started. */
export function switchBranch(context: PolicyContext, worker: WorkerState): void {
  const { state } = context
  const assignment = openAssignment(state, worker)
  const task = assignment === null ? undefined : state.tasks[assignment.task]
  if (assignment === null || task === undefined || !isElsewhere(worker, assignment) || isHandsOff(state, worker)) return
  if (isUnderWay(state, worker.id, 'prepare_worktree', 'start_agent', 'end_agent', 'rescue_stray_work')) return
  if (worker.agent?.exit === null && worker.agent.turn === 'busy') return
  const failure = failedSwitch(state, worker)
  if (failure !== null && assignment.kind === 'bonus') {
    const reason = `its worktree could not be switched to ${assignment.branch}: ${failure}`
    return endAssignment(context, worker, { assignment, how: 'undelivered', reason })
  }
  const action = { do: 'switch_branch', worker: worker.id, assignment: assignment.id, ...startOf(state, worker, task) } as const
  context.perform(action, `${assignment.task} is done on ${assignment.branch ?? 'the branch of its worker'}`)
}
