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

/** What costs money, destroys something or opens a door is a person's to decide, and so is what nobody else can know. */
const GRAVE =
  /\b(?:passwords?|passphrases?|secrets?|credentials?|api[- ]?keys?|tokens?|log ?in|pay|payments?|buy|purchase|costs?|licen[cs]e|legal|production|prod|deploy|publish|delete|destroy|wipe|drop|overwrite|force[- ]push|personal data)\b/i

/**
 * With `policy.questions: decide` a worker's question goes back to it, as often as `policy.nudges` allows: it chooses by its
 * task, and writes down what it chose. A question that only a person can settle never goes back.
 */
export function handBackQuestion(context: PolicyContext, worker: WorkerState): void {
  const asked = ownQuestion(context, worker)
  if (asked === null || !mayGoBack(context, asked)) return
  const { question, assignment } = asked
  // Who has not restated its task is told it once more instead.
  if (assignment.acknowledged === null || wentBack(assignment, question) || messagesFor(context.state, worker.id).length > 0) return
  queueText(
    context,
    worker.id,
    { kind: 'notice', assignment: assignment.id, facts: { problem: problemOf(question), advice: keyOf(question) } },
    `its question goes back to it: ${question.text}`,
  )
}

/** Whether nobody is called for the question yet, since the worker was told to settle it and has time to. */
export function isSettledAlone(context: PolicyContext, worker: WorkerState): boolean {
  const asked = ownQuestion(context, worker)
  if (asked === null || !mayGoBack(context, asked)) return false
  // Who works goes on without an answer, whether it says so or not.
  const isAtWork = worker.agent !== null && worker.agent.turn === 'busy'
  return isAtWork || !context.isDue(asked.question.at + 2 * context.policy.ackWithinMs)
}

/** Whether the worker asks although its questions went back to it as often as they may. */
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

/** The question that the worker may settle: nobody is there, it knows its task, and the question is no person's. null: there is none. */
function ownQuestion({ state, policy }: PolicyContext, worker: WorkerState): Asked | null {
  const { agent, question } = worker
  const assignment = openAssignment(state, worker)
  if (question === null || assignment === null) return null
  if (policy.questions !== 'decide' || agent === null || agent.exit !== null || worker.stopped !== null) return null
  if (isHandsOff(state, worker) || isParked(state, worker)) return null
  // A quick program asks before it is known that it took its task.
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
