import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { endAssignment } from '../assignments/end-assignment.ts'
import { isUnderWay, type PolicyContext } from '../engine/policy-context.ts'
import { isHandsOff } from '../facts/hands-off.ts'
import { failedSwitch } from '../facts/work/failed-switch.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import { startOf } from './start-of.ts'

/** Whether the worktree must still be switched to the assignment's branch. Until then the agent gets no text about the task. */
export function isElsewhere({ worktree }: WorkerState, { branch, fromSha }: AssignmentState): boolean {
  return worktree !== null && (fromSha === null || (branch ?? worktree.home.branch) !== worktree.branch)
}

/** Switches a worker's worktree to the branch of its open task, while its agent is idle or not started. */
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
