import { isParked } from '../../state/facts/is-parked.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { isHandsOff } from '../facts/hands-off.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import { isRefusal } from '../health/verdicts/refusal.ts'

type Question = NonNullable<WorkerState['question']>

/** Words of questions that a person must answer: about costs, destruction, access, or facts that only a person knows. */
const GRAVE =
  /\b(?:passwords?|passphrases?|secrets?|credentials?|api[- ]?keys?|tokens?|log ?in|pay|payments?|buy|purchase|costs?|licen[cs]e|legal|production|prod|deploy|publish|delete|destroy|wipe|drop|overwrite|force[- ]push|personal data)\b/i

/**
 * With `policy.questions: decide`, czar gives a worker's question back to it, up to `policy.nudges` times. The worker then decides
 * according to its task and writes down its choice. Czar does not give back a question that only a person can answer.
 */
export function handBackQuestion(context: PolicyContext, worker: WorkerState): void {
  const asked = ownQuestion(context, worker)
  if (asked === null || !mayGoBack(context, asked)) return
  const { question, assignment } = asked
  // A worker that has not acknowledged its task gets the task again instead.
  if (assignment.acknowledged === null || wentBack(assignment, question) || messagesFor(context.state, worker.id).length > 0) return
  queueText(
    context,
    worker.id,
    { kind: 'notice', assignment: assignment.id, facts: { problem: problemOf(question), advice: keyOf(question) } },
    `its question goes back to it: ${question.text}`,
  )
}

/** Whether the question calls no person yet, because the worker was told to decide by itself and still has time. */
export function isSettledAlone(context: PolicyContext, worker: WorkerState): boolean {
  const asked = ownQuestion(context, worker)
  if (asked === null || !mayGoBack(context, asked)) return false
  // A busy agent goes on without an answer, even if it does not report that.
  const isAtWork = worker.agent !== null && worker.agent.turn === 'busy'
  return isAtWork || !context.isDue(asked.question.at + 2 * context.policy.ackWithinMs)
}

/** Whether the worker asks again, although its questions were given back to it as often as allowed. */
export function isAskedAgain(context: PolicyContext, worker: WorkerState): boolean {
  const asked = ownQuestion(context, worker)
  return asked !== null && !wentBack(asked.assignment, asked.question) && countBack(asked.assignment) >= context.policy.nudges
}

interface Asked {
  readonly question: Question
  readonly assignment: AssignmentState
}

function mayGoBack({ policy }: PolicyContext, { question, assignment }: Asked): boolean {
  return wentBack(assignment, question) || countBack(assignment) < policy.nudges
}

/**
 * Returns the question that the worker may answer itself, or null if there is none. The worker may do so if no person types in the
 * terminal, the worker knows its task, and the question is not one that only a person can answer.
 */
function ownQuestion({ state, policy }: PolicyContext, worker: WorkerState): Asked | null {
  const { agent, question } = worker
  const assignment = openAssignment(state, worker)
  if (question === null || assignment === null) return null
  if (policy.questions !== 'decide' || agent === null || agent.exit !== null || worker.stopped !== null) return null
  if (isHandsOff(state, worker) || isParked(state, worker)) return null
  // A fast program may ask before czar has the receipt for the task.
  const hasTask =
    assignment.briefed?.incarnation === agent.incarnation || messagesFor(state, worker.id).some(({ kind }) => kind === 'brief')
  if (!hasTask || assignment.refusal !== null) return null
  return GRAVE.test(question.text) || isRefusal(question.text) ? null : { question, assignment }
}

function countBack({ advised }: AssignmentState): number {
  return advised.filter(advice => advice.startsWith(PREFIX)).length
}

function wentBack({ advised }: AssignmentState, question: Question): boolean {
  return advised.includes(keyOf(question))
}

function problemOf({ text }: Question): string {
  return `You asked: "${text}" Nobody is there to answer, so decide it yourself: by the task's text first, then by the code that is there, then by what is simplest and easily changed. Write what you chose, and why, into a commit and your report. If only a person can know it, do what does not depend on it and report blocked again, naming the choices.`
}

const PREFIX = 'question:'

function keyOf({ at }: Question): string {
  return `${PREFIX}${at}`
}
