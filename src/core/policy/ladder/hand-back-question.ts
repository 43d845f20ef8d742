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

/** Words of questions for a person: about costs, destruction, access, or facts that only a person knows. */
const GRAVE =
  /\b(?:passwords?|passphrases?|secrets?|credentials?|api[- ]?keys?|tokens?|log ?in|pay|payments?|buy|purchase|costs?|licen[cs]e|legal|production|prod|deploy|publish|delete|destroy|wipe|drop|overwrite|force[- ]push|personal data)\b/i

/**
 * With `policy.questions: decide` a worker's question goes back to it, up to `policy.nudges` times. The worker decides by its task and
 * records its choice. A question that only a person can settle does not go back.
 */
export function handBackQuestion(context: PolicyContext, worker: WorkerState): void {
  const asked = ownQuestion(context, worker)
  if (asked === null || !mayGoBack(context, asked)) return
  const { question, assignment } = asked
  // A worker that has not restated its task gets the task again instead.
  if (assignment.acknowledged === null || wentBack(assignment, question) || messagesFor(context.state, worker.id).length > 0) return
  queueText(
    context,
    worker.id,
    { kind: 'notice', assignment: assignment.id, facts: { problem: problemOf(question), advice: keyOf(question) } },
    `its question goes back to it: ${question.text}`,
  )
}

/** Whether the question calls no person yet, because the worker was told to settle it and has time left. */
export function isSettledAlone(context: PolicyContext, worker: WorkerState): boolean {
  const asked = ownQuestion(context, worker)
  if (asked === null || !mayGoBack(context, asked)) return false
  // A busy agent continues without an answer, whether or not it reports this.
  const isAtWork = worker.agent !== null && worker.agent.turn === 'busy'
  return isAtWork || !context.isDue(asked.question.at + 2 * context.policy.ackWithinMs)
}

/** Whether the worker asks again, although its questions went back as often as allowed. */
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
 * The question that the worker may settle itself. Returns null if there is none. The worker may settle it if no person
 * is at the pane, the worker knows its task, and the question is not one that only a person can settle.
 */
function ownQuestion({ state, policy }: PolicyContext, worker: WorkerState): Asked | null {
  const { agent, question } = worker
  const assignment = openAssignment(state, worker)
  if (question === null || assignment === null) return null
  if (policy.questions !== 'decide' || agent === null || agent.exit !== null || worker.stopped !== null) return null
  if (isHandsOff(state, worker) || isParked(state, worker)) return null
  // A fast program may ask before czar has confirmed that the task arrived.
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
