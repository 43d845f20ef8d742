import type { ConcernAbout, Rung } from '../../events/ladder-event.ts'
import { isBeingDone } from '../../state/facts/assignment-phase.ts'
import { isReviewer } from '../../state/facts/is-reviewer.ts'
import type { Climb } from '../../state/types/ladder-state.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { AgentState, WorkerState } from '../../state/types/worker-state.ts'
import type { Confusion } from '../confusion/confusion.ts'
import { findConfusion } from '../confusion/find-confusion.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { answerAwaitedSince, silentSince } from '../facts/silent-since.ts'
import { waitedConflict } from '../facts/work/wait-for-other.ts'
import { judgeHealth } from '../health/judge.ts'
import type { HealthVerdict } from '../health/verdicts/verdict.ts'
import { hasHandedOff } from './has-handed-off.ts'
import { isInTurn } from './in-turn.ts'
import { isReplacement } from './is-replacement.ts'
import { questionsOf } from './questions-of.ts'

/** A problem with a worker's work on its assignment, and when the next step is due. */
export interface Concern {
  readonly about: ConcernAbout
  readonly matter: string
  /** The key of the attention item that a person gets in the end. */
  readonly key: 'silent' | 'stuck' | 'confused'
  /** The problem in one sentence to the worker. */
  readonly problem: string
  /** The same problem for a person, about the worker. */
  readonly finding: string
  /** Facts for the question to the worker, besides the problem. */
  readonly facts: Readonly<Record<string, string>>
  readonly dueAt: number
  /** The first step that makes sense for this problem. */
  readonly first: Extract<Rung, 'ask' | 'restate'>
  /** false: the worker is in an endless turn, so it would read a question too late. */
  readonly hears: boolean
}

export interface ConcernedWorker {
  readonly worker: WorkerState
  readonly agent: AgentState
  readonly assignment: AssignmentState
}

/**
 * Problems that exist now, and problems that will exist at `dueAt` if nothing changes. The problem that is due first
 * comes first. `asked` is the number of questions so far.
 */
export function concernsOf(context: PolicyContext, seat: ConcernedWorker, asked: number): readonly Concern[] {
  const { worker, assignment } = seat
  if (worker.question !== null) return refusal(seat)
  // A worker that was told to wait is right to do nothing.
  if (!isBeingDone(assignment) || waitedConflict(context, assignment) !== null) return []
  const verdict = judgeHealth(context, worker)
  const found = [forgotten(seat), judged(context, seat, verdict), unacknowledged(context, seat), silent(context, seat, { asked, verdict })]
  return found.filter(concern => concern !== null).toSorted((one, other) => one.dueAt - other.dueAt)
}

/**
 * The worker asks about its task, or refuses it, before any acknowledgement. The worker is told the task once more in
 * other words. After that a person is called.
 */
function refusal({ worker, assignment }: ConcernedWorker): readonly Concern[] {
  if (assignment.acknowledged !== null || worker.question === null || isReviewer(worker)) return []
  const problem = 'You answered before you restated the task.'
  const finding = 'it asks or refuses, and has not restated its task'
  return [{ ...RESTATE, matter: 'refusal', problem, finding, dueAt: worker.question.at }]
}

/** The agent's conversation was compacted or cleared, so it may not know the task any more. */
function forgotten({ agent, assignment }: ConcernedWorker): Concern | null {
  if (agent.forgotAt === null || agent.forgotAt <= assignment.ladder.askedAt || assignment.acknowledged !== null) return null
  const problem = 'Your conversation was compacted or started over, so what you knew of the task may be gone.'
  return { ...RESTATE, matter: UNACKNOWLEDGED, problem, finding: 'its conversation was compacted or started over', dueAt: agent.forgotAt }
}

/**
 * The worker is asked once per turn. It is asked again only after the turn has ended or gone silent, because until then
 * it has not read the first question.
 */
function unacknowledged(context: PolicyContext, seat: ConcernedWorker): Concern | null {
  const { worker, agent, assignment } = seat
  // A reviewer need not restate its task.
  if (assignment.state !== 'delivered' || assignment.acknowledged !== null || isReviewer(worker)) return null
  const { ladder } = assignment
  // Only a program that reports its turns shows that it has read a text.
  const mayBeUnread = agent.turn !== 'busy' || ladder.tried.read < ladder.tried.asked
  const isUnread = mayBeUnread && questionsOf(ladder, 'task').length > 0 && isInTurn(context, seat)
  const answerDueAt = answerAwaitedSince(worker, assignment) + context.policy.ackWithinMs
  const dueAt = isUnread ? Math.max(answerDueAt, agent.noveltyAt + context.policy.stuckAfterMs) : answerDueAt
  const problem = 'You have not acknowledged the task yet.'
  return { ...RESTATE, matter: UNACKNOWLEDGED, problem, finding: 'it did not restate its task', dueAt }
}

/** How long czar waits for an answer. The wait grows: after two questions it is three times as long. */
function silent(
  { policy, now }: PolicyContext,
  { worker, agent, assignment }: ConcernedWorker,
  { asked, verdict }: { asked: number; verdict: HealthVerdict },
): Concern | null {
  const since = silentSince(worker, agent, assignment)
  if (since === null) return null
  const isExact = agent.turn === 'idle' && agent.turnStrength === 'exact'
  const handedOff = hasHandedOff({ worker, agent, assignment })
    ? ' You handed off, but no further agent takes your place now: go on with the task yourself.'
    : ''
  // If the program does not report its turns, elapsed time alone is not enough.
  if (!isExact && verdict.health !== 'quiet') return null
  return {
    ...ASK,
    matter: isExact ? 'idle' : 'quiet',
    problem: `${isExact ? 'Your turn ended, and you claim nothing.' : 'Nothing new was seen of you: no output, commit or report.'}${handedOff}`,
    finding: isExact ? 'its turn ended, and it claims nothing' : 'nothing new was seen of it: no output, commit or report',
    facts: silence(now - since),
    dueAt: Math.max(since, answerAwaitedSince(worker, assignment)) + policy.idleAfterMs * (1 + asked),
  }
}

/** Problems that follow from the worker's health: it makes no progress, or works on something else. */
function judged(context: PolicyContext, seat: ConcernedWorker, verdict: HealthVerdict): Concern | null {
  if (verdict.matter === UNACKNOWLEDGED) return null
  if (verdict.health === 'stuck') return stuck(context, seat, verdict)
  return verdict.health === 'confused' ? confused(context, seat, verdict) : null
}

/**
 * The worker was asked about its progress a while ago, without effect. If it is stuck in another way now, that is the
 * same problem.
 */
function stuck({ policy, now }: PolicyContext, { worker, agent, assignment }: ConcernedWorker, verdict: HealthVerdict): Concern {
  const { matter, problem, reason } = verdict
  const last = lastQuestion(assignment, agent)
  return {
    ...ASK,
    key: 'stuck',
    matter,
    problem: problem ?? reason,
    finding: reason,
    facts: silence(now - agent.noveltyAt),
    dueAt: last === null ? now : dueAgain(verdict, Math.max(last.at, worker.resumedAt), policy.stuckAfterMs),
    hears: agent.turn !== 'busy',
  }
}

/**
 * When the next step is due for a confused worker. It gets as much time as for its first acknowledgement, and a new
 * acknowledgement is judged at once. A text would normally wait until the turn ends. But a confused worker could do
 * wrong work for an hour, so the text does not wait long.
 */
function confused(context: PolicyContext, seat: ConcernedWorker, verdict: HealthVerdict): Concern {
  const { worker, assignment } = seat
  const { matter, problem, reason } = verdict
  const weight = findConfusion(context.state, worker)?.weight ?? 'unclear'
  const hears = !isInTurn(context, seat) || weight === 'unclear'
  const patience = hears ? { since: 0, ms: context.policy.ackWithinMs } : patienceInTurn(context, seat, weight)
  const answerDueAt = Math.max(answerAwaitedSince(worker, assignment), patience.since) + patience.ms
  const isAnswered = hears && (assignment.acknowledged?.at ?? 0) > assignment.ladder.askedAt
  const isTold = hears ? lastStep(assignment, matter) !== null && !isAnswered : questionsOf(assignment.ladder, 'task').length > 0
  const dueAt = Math.max(isTold ? answerDueAt : context.now, tidiedBy(context, seat, verdict), seenBy(seat, verdict))
  return { ...RESTATE, key: 'confused', matter, problem: problem ?? reason, finding: reason, dueAt, hears }
}

/**
 * If the agent is a replacement, its turn may go on while there is output, because the check of its claim will find any
 * fault.
 */
function patienceInTurn({ policy }: PolicyContext, { agent, assignment }: ConcernedWorker, weight: Confusion['weight']) {
  if (assignment.ladder.current.some(isReplacement)) return { since: agent.noveltyAt, ms: policy.stuckAfterMs }
  return { since: 0, ms: weight === 'certain' ? policy.ackWithinMs / 3 : policy.ackWithinMs }
}

/**
 * Czar reads git later than the agent's reports and turn ends, so the worker may have fixed the problem meanwhile. On a
 * busy machine this took five minutes.
 */
const GIT_LATE_MS = 300_000

function seenBy({ worker, agent }: ConcernedWorker, { evidence }: HealthVerdict): number {
  const lastWordAt = Math.max(worker.lastReportAt, agent.turnAt)
  return evidence.some(({ signal }) => signal === 'git') && (worker.signs.git?.at ?? 0) < lastWordAt ? lastWordAt + GIT_LATE_MS : 0
}

/** A fresh agent did not cause the state of its worktree. It needs time to restate its task and to clean up. */
function tidiedBy({ policy }: PolicyContext, { agent, assignment }: ConcernedWorker, { evidence }: HealthVerdict): number {
  const { ladder, briefed } = assignment
  const isInherited = ladder.current.findLast(isReplacement)?.incarnation !== agent.incarnation && ladder.current.some(isReplacement)
  return isInherited && evidence.some(({ signal }) => signal === 'git') ? (briefed?.at ?? 0) + 2 * policy.ackWithinMs : 0
}

function lastStep({ ladder }: AssignmentState, matter: string): Climb | null {
  return ladder.current.findLast(climb => climb.matter === matter && climb.rung !== 'attention') ?? null
}

/** An agent is not replaced for a loop that it may have left. The next step waits until the loop is seen again. */
function dueAgain({ matter, evidence }: HealthVerdict, askedAt: number, patienceMs: number): number {
  const dueAt = askedAt + patienceMs
  const seenAt = Math.max(0, ...evidence.map(({ at }) => at ?? 0))
  return matter === 'silent-turn' || seenAt >= dueAt ? dueAt : Math.max(dueAt, seenAt + patienceMs)
}

/** The last question to this agent about its progress. */
function lastQuestion({ ladder }: AssignmentState, { incarnation }: AgentState): Climb | null {
  return questionsOf(ladder, 'progress').findLast(climb => climb.incarnation === incarnation) ?? null
}

function silence(ms: number): Readonly<Record<string, string>> {
  return { seconds: String(Math.round(ms / 1000)) }
}

const UNACKNOWLEDGED = 'no-acknowledgement'
const RESTATE = { about: 'task', key: 'silent', facts: {}, first: 'restate', hears: true } as const
const ASK = { about: 'progress', key: 'silent', first: 'ask', hears: true } as const
