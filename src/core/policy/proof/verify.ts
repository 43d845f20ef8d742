import { effectIdOf } from '../../events/effect-id.ts'
import { isBeingChecked, isPresumed } from '../../state/facts/assignment-phase.ts'
import { isReviewer } from '../../state/facts/is-reviewer.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { counted } from '../../text/counted.ts'
import { plainText } from '../../text/plain-text.ts'
import { endAssignment } from '../assignments/end-assignment.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { hasGivenUp, isUnderWay } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import { replacedLately } from '../ladder/next-rung.ts'

const ERROR_TRIES = 3
const ERROR_RETRY_MS = 3_000
const REJECTED = 'rejected'
const TOUCH_COMMITS = 1

/**
 * Has claims checked. Rejected work goes back to its worker with the reasons, but only a few times. An assignment that cannot be checked
 * ends.
 */
export function verifyClaim(context: PolicyContext, worker: WorkerState): void {
  const assignment = openAssignment(context.state, worker)
  if (assignment === null || isReviewer(worker) || isUnderWay(context.state, worker.id, 'verify')) return
  if (context.state.czar.phase === 'stopping' || assignment.fault != null) return
  // A claim waits for a check, but no check runs, because an earlier czar died during the check. So the check starts again.
  if (isBeingChecked(assignment)) return hasFolder(worker) ? check(context, worker, assignment) : undefined
  if (assignment.state === 'rework' && assignment.toldRejections < assignment.rejections) return sendBack(context, worker, assignment)
}

/** Whether the worktree has a folder. Without it a check says nothing about the work, so it waits until the worktree is made again. */
function hasFolder({ worktree, gone }: WorkerState): boolean {
  return worktree !== null && gone === null
}

function check(context: PolicyContext, worker: WorkerState, assignment: AssignmentState): void {
  const effect = effectIdOf({ do: 'verify', assignment: assignment.id })
  if (isPresumed(assignment) && hasGivenUp(context.state, effect)) return goOn(context, worker, assignment)
  if (assignment.errors >= ERROR_TRIES || hasGivenUp(context.state, effect)) {
    const why = context.state.failures[effect]?.reason ?? assignment.lastVerdict?.reasons.join(' ') ?? 'unknown'
    return fail(context, assignment, `its claim could not be checked: ${why}`)
  }
  if (!context.isDue(nextTryAt(assignment))) return
  const reason = isPresumed(assignment) ? `${worker.id} may have done ${assignment.task}` : `${worker.id} claims ${assignment.task} is done`
  context.perform({ do: 'verify', worker: worker.id, assignment: assignment.id }, reason)
}

/** Gives the work back to its worker after czar checked commits that the worker had not claimed and the check could not run. */
function goOn(context: PolicyContext, { id }: WorkerState, assignment: AssignmentState): void {
  const reason = 'The check could not be carried out.'
  const nothing = { commit: null, base: null, checks: [], log: null, tail: '', durationMs: 0 }
  context.record(
    { kind: 'verification.finished', worker: id, assignment: assignment.id, verdict: 'error', reasons: [reason], ...nothing },
    reason,
  )
}

function sendBack(context: PolicyContext, worker: WorkerState, assignment: AssignmentState): void {
  if (assignment.rejections >= context.policy.verify.attempts) {
    const reason = `rejected ${counted(assignment.rejections, 'time')}, last: ${sayLast(assignment)}`
    return endAssignment(context, worker, { assignment, how: 'rejected', reason })
  }
  const isBriefed = worker.agent !== null && worker.agent.exit === null && assignment.briefed?.incarnation === worker.agent.incarnation
  // A fresh agent reads about the rejection in the text with its task.
  if (!isBriefed || worker.replace === worker.agent?.incarnation) return
  if (needsOtherSensors(context, assignment)) return beginAfresh(context, worker, assignment)
  queueText(
    context,
    worker.id,
    { kind: 'rework', assignment: assignment.id, facts: { attempt: String(assignment.rejections + 1) } },
    `its claim was rejected: ${assignment.lastVerdict?.reasons.join(' ') ?? ''}`,
  )
}

const SAID = 400

/** Returns the reasons of the last result in short form, because work that came back from the train has a page of them. */
function sayLast({ lastVerdict }: AssignmentState): string {
  return lastVerdict === null ? 'unknown' : plainText(lastVerdict.reasons.join(' '), SAID)
}

/**
 * Whether a fresh agent should make the last attempt. The fresh agent is told why the earlier attempts failed. An agent that was rejected,
 * changed little and was rejected again does not see its mistake.
 */
function needsOtherSensors({ policy, now }: PolicyContext, { rejections, rejected, ladder }: AssignmentState): boolean {
  if (rejections + 1 < policy.verify.attempts || !changedLittle(rejected)) return false
  return !ladder.current.some(({ matter }) => matter === REJECTED) && replacedLately(ladder, policy, now).length < policy.restart.max
}

/**
 * Whether the worker changed little after its claim was rejected. If so, it has not understood the rejection. If czar cannot tell, the
 * agent keeps the task.
 */
function changedLittle(rejected: AssignmentState['rejected']): boolean {
  const [before, last] = rejected.slice(-2).map(({ commits }) => commits)
  return before != null && last != null && last - before <= TOUCH_COMMITS
}

function beginAfresh(context: PolicyContext, worker: WorkerState, assignment: AssignmentState): void {
  const { id } = assignment
  const finding = `its claim was rejected ${counted(assignment.rejections, 'time')}, last: ${sayLast(assignment)}`
  const { incarnation } = worker
  context.record(
    {
      kind: 'ladder.climbed',
      worker: worker.id,
      assignment: id,
      incarnation,
      rung: 'fresh',
      about: 'task',
      matter: REJECTED,
      evidence: [finding],
    },
    finding,
  )
}

function fail(context: PolicyContext, assignment: AssignmentState, reason: string): void {
  context.record({ kind: 'assignment.failed', worker: assignment.worker, assignment: assignment.id, reason }, reason)
}

/** Returns when czar checks again if a check had no result, or if a new commit came during the check. */
function nextTryAt({ lastVerdict, errors }: AssignmentState): number {
  if (lastVerdict === null || lastVerdict.verdict === 'verified' || lastVerdict.verdict === 'rejected') return 0
  return lastVerdict.at + ERROR_RETRY_MS * Math.max(1, errors)
}
