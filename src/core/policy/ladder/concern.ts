import type { ConcernAbout, Rung } from '../../events/ladder-event.ts'
import { isBeingDone } from '../../state/facts/assignment-phase.ts'
import { awaitedChildren } from '../../state/facts/children.ts'
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

/** A problem with a worker's work on its assignment, and when czar must act next. */
export interface Concern {
  readonly about: ConcernAbout
  readonly matter: string
  /** The key of the item that calls a person if nothing else helps. */
  readonly key: 'silent' | 'stuck' | 'confused'
  /** The problem in one sentence to the worker. */
  readonly problem: string
  /** The problem in one sentence about the worker, for a person. */
  readonly finding: string
  /** What else the question to the worker must say, besides the problem. */
  readonly facts: Readonly<Record<string, string>>
  readonly dueAt: number
  /** The first step that makes sense for this problem. */
  readonly first: Extract<Rung, 'ask' | 'restate'>
  /**
   * Whether the worker can hear a question. It is false if the worker is in an endless turn, because it would read the question too late.
   */
  readonly hears: boolean
}

export interface ConcernedWorker {
  readonly worker: WorkerState
  readonly agent: AgentState
  readonly assignment: AssignmentState
}

/**
 * Returns the worker's problems: those that it has now, and those that it will have at `dueAt` if nothing changes. The problem that is due
 * first comes first. `asked` is how many questions the worker has been asked so far.
 */
export function concernsOf(context: PolicyContext, concerned: ConcernedWorker, asked: number): readonly Concern[] {
  const { worker, assignment } = concerned
  if (worker.question !== null) return refusal(concerned)
  // A worker that czar told to wait is right to do nothing.
  if (!isBeingDone(assignment) || waitedConflict(context, assignment) !== null) return []
  if (awaitedChildren(context.state, worker).length > 0) return []
  const verdict = judgeHealth(context, worker)
  const found = [
    forgotten(concerned),
    judged(context, concerned, verdict),
    unacknowledged(context, concerned),
    silent(context, concerned, { asked, verdict }),
  ]
  return found.filter(concern => concern !== null).toSorted((one, other) => one.dueAt - other.dueAt)
}

/**
 * The worker asks what its task is, or refuses it, before it has acknowledged the task. It is told the task once more in other words, and
 * after that a person is called.
 */
function refusal({ worker, assignment }: ConcernedWorker): readonly Concern[] {
  if (assignment.acknowledged !== null || worker.question === null || isReviewer(worker)) return []
  const problem = 'You answered before you restated the task.'
  const finding = 'it asks or refuses, and has not restated its task'
  return [{ ...RESTATE, matter: 'refusal', problem, finding, dueAt: worker.question.at }]
}

/** The agent's conversation was summarised or cleared, so it may not know its task any more. */
function forgotten({ agent, assignment }: ConcernedWorker): Concern | null {
  if (agent.forgotAt === null || agent.forgotAt <= assignment.ladder.askedAt || assignment.acknowledged !== null) return null
  const problem = 'Your conversation was compacted or started over, so what you knew of the task may be gone.'
  return { ...RESTATE, matter: UNACKNOWLEDGED, problem, finding: 'its conversation was compacted or started over', dueAt: agent.forgotAt }
}

/**
 * The worker has not acknowledged its task. Czar asks it once per turn. It asks again only after the turn has ended or gone silent, because
 * before that the agent has not read the first question.
 */
function unacknowledged(context: PolicyContext, concerned: ConcernedWorker): Concern | null {
  const { worker, agent, assignment } = concerned
  // A reviewer need not say its task in its own words.
  if (assignment.state !== 'delivered' || assignment.acknowledged !== null || isReviewer(worker)) return null
  const { ladder } = assignment
  // A program that does not report its turns gives no sign that it has read a text.
  const mayBeUnread = agent.turn !== 'busy' || ladder.tried.read < ladder.tried.asked
  const isUnread = mayBeUnread && questionsOf(ladder, 'task').length > 0 && isInTurn(context, concerned)
  const answerDueAt = answerAwaitedSince(worker, assignment) + context.policy.ackWithinMs
  const dueAt = isUnread ? Math.max(answerDueAt, agent.noveltyAt + context.policy.stuckAfterMs) : answerDueAt
  const problem = 'You have not acknowledged the task yet.'
  return { ...RESTATE, matter: UNACKNOWLEDGED, problem, finding: 'it did not restate its task', dueAt }
}

/** The worker is silent. Czar waits longer for each answer: after two questions it waits three times as long. */
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
  // If the program does not report its turns, the time that has passed is not enough to act.
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

/** Problems that follow from how the worker is doing: it makes no progress, or it does something other than its task. */
function judged(context: PolicyContext, concerned: ConcernedWorker, verdict: HealthVerdict): Concern | null {
  if (verdict.matter === UNACKNOWLEDGED) return null
  if (verdict.health === 'stuck') return stuck(context, concerned, verdict)
  return verdict.health === 'confused' ? confused(context, concerned, verdict) : null
}

/** Czar asked the worker about its progress a while ago, and there is still none. A new way of being stuck counts as the same problem. */
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
 * Decides when czar acts next about a confused worker. The worker gets as much time as for its first acknowledgement, and a new
 * acknowledgement is judged at once. A text normally waits for the end of the turn, but a confused worker could do wrong work for an hour,
 * so this text waits only a short time.
 */
function confused(context: PolicyContext, concerned: ConcernedWorker, verdict: HealthVerdict): Concern {
  const { worker, assignment } = concerned
  const { matter, problem, reason } = verdict
  const weight = findConfusion(context.state, worker)?.weight ?? 'unclear'
  const hears = !isInTurn(context, concerned) || weight === 'unclear'
  const patience = hears ? { since: 0, ms: context.policy.ackWithinMs } : patienceInTurn(context, concerned, weight)
  const answerDueAt = Math.max(answerAwaitedSince(worker, assignment), patience.since) + patience.ms
  const isAnswered = hears && (assignment.acknowledged?.at ?? 0) > assignment.ladder.askedAt
  const isTold = hears ? lastStep(assignment, matter) !== null && !isAnswered : questionsOf(assignment.ladder, 'task').length > 0
  const dueAt = Math.max(isTold ? answerDueAt : context.now, tidiedBy(context, concerned, verdict), seenBy(concerned, verdict))
  return { ...RESTATE, key: 'confused', matter, problem: problem ?? reason, finding: reason, dueAt, hears }
}

/**
 * Returns how long a turn of a confused worker may go on. If its agent has already replaced another one, the turn may go on while there is
 * output, because the check of its claim will find any mistake.
 */
function patienceInTurn({ policy }: PolicyContext, { agent, assignment }: ConcernedWorker, weight: Confusion['weight']) {
  if (assignment.ladder.current.some(isReplacement)) return { since: agent.noveltyAt, ms: policy.stuckAfterMs }
  return { since: 0, ms: weight === 'certain' ? policy.ackWithinMs / 3 : policy.ackWithinMs }
}

/**
 * Czar may read git this many ms later than the agent's reports and the ends of its turns. So the worker may have fixed the problem
 * meanwhile. On a busy machine the delay was five minutes.
 */
const GIT_LATE_MS = 300_000

function seenBy({ worker, agent }: ConcernedWorker, { evidence }: HealthVerdict): number {
  const lastWordAt = Math.max(worker.lastReportAt, agent.turnAt)
  return evidence.some(({ signal }) => signal === 'git') && (worker.signs.git?.at ?? 0) < lastWordAt ? lastWordAt + GIT_LATE_MS : 0
}

/** A fresh agent did not cause the state of its worktree, so it gets time to acknowledge its task and to clean up. */
function tidiedBy({ policy }: PolicyContext, { agent, assignment }: ConcernedWorker, { evidence }: HealthVerdict): number {
  const { ladder, briefed } = assignment
  const isInherited = ladder.current.findLast(isReplacement)?.incarnation !== agent.incarnation && ladder.current.some(isReplacement)
  return isInherited && evidence.some(({ signal }) => signal === 'git') ? (briefed?.at ?? 0) + 2 * policy.ackWithinMs : 0
}

function lastStep({ ladder }: AssignmentState, matter: string): Climb | null {
  return ladder.current.findLast(climb => climb.matter === matter && climb.rung !== 'attention') ?? null
}

/** An agent may have stopped repeating itself. So it is not replaced until czar has seen the repetition again. */
function dueAgain({ matter, evidence }: HealthVerdict, askedAt: number, patienceMs: number): number {
  const dueAt = askedAt + patienceMs
  const seenAt = Math.max(0, ...evidence.map(({ at }) => at ?? 0))
  return matter === 'silent-turn' || seenAt >= dueAt ? dueAt : Math.max(dueAt, seenAt + patienceMs)
}

/** Returns the last question with which czar asked this agent about its progress. */
function lastQuestion({ ladder }: AssignmentState, { incarnation }: AgentState): Climb | null {
  return questionsOf(ladder, 'progress').findLast(climb => climb.incarnation === incarnation) ?? null
}

function silence(ms: number): Readonly<Record<string, string>> {
  return { seconds: String(Math.round(ms / 1000)) }
}

const UNACKNOWLEDGED = 'no-acknowledgement'
const RESTATE = { about: 'task', key: 'silent', facts: {}, first: 'restate', hears: true } as const
const ASK = { about: 'progress', key: 'silent', first: 'ask', hears: true } as const
