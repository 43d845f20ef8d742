import { sayDuplicate, sayEarlier } from '../../duplicates/say-duplicate.ts'
import { isParked } from '../../state/facts/is-parked.ts'
import { duplicateKey } from '../../state/fold/proof/fold-duplicate.ts'
import type { DuplicateState } from '../../state/types/duplicate-state.ts'
import type { State } from '../../state/types/state.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { isUnderWay, type PolicyContext } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { isHandsOff } from '../facts/hands-off.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { duplicatesOf, earlierToTry, heldDuplicate, unsettledProof } from '../facts/work/duplicates.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import { deliverNext } from '../messages/messages.ts'

/**
 * Finds out whether earlier work already does the worker's task. Returns true while czar is finding out. Meanwhile the worker's claim is
 * not checked, and it gets no text.
 */
export function settleDuplicate(context: PolicyContext, worker: WorkerState): boolean {
  const { state } = context
  const found = heldDuplicate(state, worker)
  const assignment = openAssignment(state, worker)
  if (found === null || assignment === null) return false
  if (state.czar.phase !== 'supervising' || isHandsOff(state, worker) || isUnderWay(state, worker.id, 'verify')) return true
  const earlier = earlierToTry(state, found)
  if (earlier === null) prove(context, worker, { found, assignment })
  else {
    const reason = `${found.task} does what ${sayEarlier(earlier)} does: ${sayDuplicate(found.facts)}`
    context.perform({ do: 'settle_duplicate', worker: worker.id, assignment: assignment.id, earlier }, reason)
  }
  return true
}

/**
 * Decides about two proven tasks that did the same work, unless the later one is already on the tested tip. If the later task's accept
 * commands pass on the earlier commit, the later task's own branch is not merged. Until this is decided, the later task stays off the
 * train.
 */
export function settleProven(context: PolicyContext): void {
  const { state } = context
  if (state.duplicates === undefined || state.czar.phase !== 'supervising') return
  for (const task of Object.values(state.tasks)) {
    const found = task.state === 'verified' ? unsettledProof(state, task) : null
    if (found === null || task.worker === null || isUnderWay(state, task.worker, 'verify')) continue
    const earlier = earlierToTry(state, found)
    const about = { worker: task.worker, assignment: found.assignment }
    if (earlier === null) {
      const proven = { ...found.earlier, commit: found.tried?.commit ?? found.earlier.commit }
      const reason = `the accept commands of ${task.id} pass on ${sayEarlier(proven)} and failed where it began`
      context.record({ kind: 'duplicate.proved', ...about, task: task.id, earlier: proven }, reason)
    } else {
      const reason = `${task.id} is proven, and does what ${sayEarlier(earlier)} does: ${sayDuplicate(found.facts)}`
      context.perform({ do: 'settle_duplicate', ...about, earlier }, reason)
    }
  }
}

interface Held {
  readonly found: DuplicateState
  readonly assignment: AssignmentState
}

/**
 * Marks the task as proven by the earlier work. The worker is first told that its task is done, so that it stops by itself, because czar
 * does not end an agent during a turn.
 */
function prove(context: PolicyContext, worker: WorkerState, { found, assignment }: Held): void {
  const { state } = context
  const { earlier, task } = found
  const advice = `proven:${duplicateKey(task, earlier)}`
  const canHear = hears(state, worker, assignment)
  if (canHear && !assignment.advised.includes(advice)) {
    const problem = `Your task is done already: the work of ${sayEarlier(earlier)} does the same, and all your accept commands pass on it. Stop here and commit nothing more for ${assignment.id}; what you committed stays on your branch and does not land.`
    return queueText(
      context,
      worker.id,
      { kind: 'notice', assignment: assignment.id, facts: { problem, advice } },
      `${task} is done by ${sayEarlier(earlier)}`,
    )
  }
  const isWaiting = messagesFor(state, worker.id).some(({ facts }) => facts['advice'] === advice)
  if (canHear && (isWaiting || worker.agent?.turn === 'busy' || isUnderWay(state, worker.id, 'deliver'))) return
  const proven = { ...earlier, commit: found.tried?.commit ?? earlier.commit }
  context.record(
    { kind: 'duplicate.proved', worker: worker.id, task, assignment: assignment.id, earlier: proven },
    `the accept commands of ${task} pass on ${sayEarlier(proven)} and failed where it began`,
  )
}

/** Whether the agent knows its task, so that czar can tell it something about the task. */
function hears(state: State, worker: WorkerState, { briefed }: AssignmentState): boolean {
  const { agent } = worker
  if (agent === null || agent.exit !== null || agent.turn === 'waiting' || worker.replace === agent.incarnation) return false
  return briefed?.incarnation === agent.incarnation && !isParked(state, worker)
}

/**
 * Tells a worker once which part of its work is the same as another worker's. The worker whose work came first is told at once. The worker
 * whose work came later is told when czar has found out whether the earlier work does its task.
 */
export function tellOfDuplicates(context: PolicyContext, worker: WorkerState): void {
  const { state, policy } = context
  const assignment = openAssignment(state, worker)
  if (state.duplicates === undefined || assignment === null || (policy.duplicates ?? 'off') === 'off') return
  for (const found of duplicatesOf(state, worker)) {
    const isUnsettled = policy.duplicates === 'settle' && (earlierToTry(state, found) !== null || found.tried?.verdict === 'green')
    if (!isUnsettled) tell(context, { worker, assignment, found, problem: sayToLater(found) })
  }
  for (const found of Object.values(state.duplicates)) {
    if (found.earlier.worker === worker.id && found.earlier.task === assignment.task)
      tell(context, { worker, assignment, found, problem: sayToEarlier(found) })
  }
}

interface Telling extends Held {
  readonly worker: WorkerState
  readonly problem: string
}

function tell(context: PolicyContext, { worker, assignment, found, problem }: Telling): void {
  const advice = `duplicate:${duplicateKey(found.task, found.earlier)}`
  if (assignment.advised.includes(advice)) return
  queueText(context, worker.id, { kind: 'notice', assignment: assignment.id, facts: { problem, advice } }, problem)
}

function sayToLater({ earlier, facts, tried }: DuplicateState): string {
  const who = earlier.worker === null ? 'The base branch' : `Worker ${earlier.worker}`
  const where = earlier.isUncommitted ? 'which is not committed yet' : `in commit ${(tried?.commit ?? earlier.commit).slice(0, 12)}`
  return `${who} has the same work as you, ${where}: ${sayDuplicate(facts, 'later')}. ${HOW_IT_ENDED[tried?.verdict ?? 'none']}`
}

const HOW_IT_ENDED = {
  none: 'Use what is there instead of a second one, where your task allows it.',
  red: 'Your accept commands fail on that commit, so your task is not done by it: go on with what is left, and use what is there instead of building it again.',
  idle: 'Your accept commands pass there, but did not fail before it, so they say nothing: go on, and use what is there instead of building it again.',
  error: 'Your accept commands could not be run there: go on, and use what is there instead of building it again.',
  green: '',
} as const

function sayToEarlier({ worker, commit, isUncommitted, facts }: DuplicateState): string {
  const where = isUncommitted ? 'which is not committed yet' : `in commit ${commit.slice(0, 12)}`
  return `Worker ${worker} has the same work as you, ${where}: ${sayDuplicate(facts, 'earlier')}. Yours was first: go on.`
}

/**
 * Delivers texts to a worker while czar finds out whether earlier work does its task. It gets only texts of people, and the news that its
 * task is done.
 */
export function deliverWhileHeld(context: PolicyContext, worker: WorkerState): void {
  const isUrgent = messagesFor(context.state, worker.id).some(
    ({ kind, facts }) => kind === 'tell' || facts['advice']?.startsWith('proven:'),
  )
  if (isUrgent) deliverNext(context, worker)
}
