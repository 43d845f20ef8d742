import type { Rung } from '../../events/ladder-event.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { presume } from '../assignments/presume.ts'
import { hasLookedAfresh } from '../engine/look-afresh.ts'
import { isUnderWay, type PolicyContext } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { heldMessage } from '../facts/held.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { type Concern, type ConcernedWorker, concernsOf } from './concern.ts'
import { concernedWorker } from './concerned-worker.ts'
import { isHandingOff } from './hand-off.ts'
import { handOver, hasNextWorker } from './hand-over.ts'
import { isAtTop, nextRung } from './next-rung.ts'
import { questionsOf } from './questions-of.ts'

/**
 * Takes the next step that is due for a worker without progress. It takes one step at a time, and records each with its evidence. It takes
 * no step while a dialog is open, a person types in the terminal, a text is on its way, or an answer may still come.
 */
export function climb(context: PolicyContext, worker: WorkerState): void {
  const concerned = concernedWorker(context, worker)
  const concern = concerned === null || isTended(context, concerned) ? null : nextConcern(context, concerned)
  if (concerned === null || concern === null) return
  const { ladder } = concerned.assignment
  if (isAtTop(ladder, concern) || !context.isDue(concern.dueAt)) return
  const standing = {
    ladder,
    concern,
    policy: context.policy,
    now: context.now,
    hasNextWorker: () => hasNextWorker(context.state, concerned),
  }
  const rung = nextRung(standing)
  if (losesSomething(rung) && !hasLookedAfresh(context, worker)) return
  if (isGrave(rung, concerned, concern) && presume(context, concerned.worker, concerned.assignment, concern.finding)) return
  take(context, concerned, { concern, rung })
}

/** Whether the step would do harm if the work is already finished. Every step except the first question would. */
function isGrave(rung: Rung, { assignment }: ConcernedWorker, { about }: Concern): boolean {
  return (rung !== 'ask' && rung !== 'restate') || questionsOf(assignment.ladder, about).length > 0
}

/** Whether the step costs the worker its conversation or its task, or calls a person. */
function losesSomething(rung: Rung): boolean {
  return rung === 'fresh' || rung === 'reassign' || rung === 'attention'
}

/**
 * Whether something is under way that may change the situation: an action for the worker, or the notes that its agent writes for the next
 * agent.
 */
function isTended(context: PolicyContext, concerned: ConcernedWorker): boolean {
  const { state } = context
  const { worker } = concerned
  // A worker whose worktree folder is missing cannot go on. Other rules make the worktree again.
  if (isHandingOff(context, concerned) || heldMessage(state, worker) !== null || worker.gone !== null) return true
  return isUnderWay(state, worker.id, 'deliver', 'end_agent', 'start_agent')
}

/**
 * Returns the problem that is due first. While a text waits, only an endless turn counts, because such a turn keeps the text from the
 * agent.
 */
function nextConcern(context: PolicyContext, concerned: ConcernedWorker): Concern | null {
  const isTold = messagesFor(context.state, concerned.worker.id).length > 0
  return concerns(context, concerned).find(({ hears }) => !(hears && isTold)) ?? null
}

/** Returns the problem for which a person was called, as long as it lasts. Otherwise it returns the worker's problem that is due first. */
export function currentConcern(context: PolicyContext, concerned: ConcernedWorker): Concern | null {
  const found = concerns(context, concerned)
  const top = concerned.assignment.ladder.current.find(step => step.rung === 'attention')
  return found.find(({ matter }) => matter === top?.matter) ?? found[0] ?? null
}

function concerns(context: PolicyContext, concerned: ConcernedWorker): readonly Concern[] {
  return concernsOf(context, concerned, questionsOf(concerned.assignment.ladder, 'progress').length)
}

function take(
  context: PolicyContext,
  { worker, agent, assignment }: ConcernedWorker,
  { concern, rung }: { concern: Concern; rung: Rung },
): void {
  const { about, matter, problem, finding, facts } = concern
  context.record(
    {
      kind: 'ladder.climbed',
      worker: worker.id,
      assignment: assignment.id,
      incarnation: agent.incarnation,
      rung,
      about,
      matter,
      evidence: [finding],
    },
    `${rung}: ${finding}`,
  )
  if (rung === 'reassign') return handOver(context, { worker, agent, assignment }, finding)
  if (rung !== 'ask' && rung !== 'restate') return
  const kind = rung === 'ask' ? 'nudge' : 'restate'
  queueText(
    context,
    worker.id,
    { kind, assignment: assignment.id, facts: { ...facts, problem: `${problem}${sayPresumed(assignment)}`, matter, about } },
    finding,
  )
}

/** Says how the check of commits ended that the worker had not claimed. */
function sayPresumed({ presumed }: AssignmentState): string {
  if (presumed === null || presumed.reasons.length === 0) return ''
  return ` What you committed was checked: ${presumed.reasons.join(' ')}`
}
