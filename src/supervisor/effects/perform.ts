import { type Action, isRequestAction, isTrainAction } from '../../core/events/decision.ts'
import type { Event } from '../../core/events/event.ts'
import { assertNever, InternalError } from '../../core/model/errors.ts'
import type { CommitSha, EffectId, WorkerId } from '../../core/model/ids.ts'
import type { AgentObservation } from '../../core/ports/agents-port.ts'
import type { State } from '../../core/state/types/state.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import type { PaneLocks } from '../delivery/pane-locks.ts'
import type { Hands } from '../hands.ts'
import type { Perform } from '../loop.ts'
import type { Watchers } from '../watchers.ts'
import { answerDialog } from './answer-dialog.ts'
import { createCheckTurns } from './checks/check-turns.ts'
import type { CheckRecord } from './checks/run-check.ts'
import { verify } from './checks/verify-claim.ts'
import { deliverMessage } from './deliver-message.ts'
import { findDuplicates, heldClaim, isHeldClaim } from './duplicates/find-duplicates.ts'
import { tryEarlierWork } from './duplicates/settle-duplicate.ts'
import { endAgent } from './end-agent.ts'
import { performRequest } from './forge/perform-request.ts'
import { keepAttempt } from './keep-attempt.ts'
import { commandToLand } from './landing/command-to-land.ts'
import { performTrain } from './landing/perform-train.ts'
import { lookAtChildren } from './look-at-children.ts'
import { lookAtGit } from './look-at-git.ts'
import { prepareWorktree } from './prepare-worktree.ts'
import { rescueStrayWork } from './rescue-stray-work.ts'
import { checkFindings } from './review/check-findings.ts'
import { removeReview } from './review/review-worktree.ts'
import { sendAlert } from './send-alert.ts'
import { startAgent } from './start-agent.ts'
import { performSwitch } from './switch-branch.ts'

export interface PerformContext {
  readonly hands: Hands
  readonly watchers: Watchers
  readonly locks: PaneLocks
  readonly state: () => State
  readonly observe: (...events: readonly Event[]) => void
  /** Reads a worker's worktree. Resolves when the result is in the journal. */
  readonly lookAtGit: (worker: WorkerId) => Promise<void>
  /** Reads the commits of base and the branches with proven work. Resolves when the result is in the journal. */
  readonly lookAtRefs: () => Promise<void>
  /** Compares the work of all branches. Resolves when the duplicates that were found are in the journal. */
  readonly lookForDuplicates: () => Promise<void>
  readonly onAgent: (worker: WorkerId, incarnation: number) => (observation: AgentObservation) => void
  /** Resolves when the tmux server runs. */
  readonly terminalReady: () => Promise<void>
  readonly signal: AbortSignal
}

/**
 * Creates the function that performs each action of the policy. It decides nothing itself, and its results get into the state only through
 * the journal. Long: it lists all actions.
 */
export function createPerform(context: PerformContext): Perform {
  const { hands, watchers } = context
  const turns = createCheckTurns()
  const recordOf = (effect: EffectId, { id }: WorkerState): CheckRecord => ({ ...context, turns, effect, worker: id })
  // Long: it lists all actions.
  return async (action, effect) => {
    const state = context.state()
    const { signal } = context
    if (action.do === 'alert') return sendAlert(hands, { state, action, effect, signal })
    const { lookAtRefs } = context
    if (isTrainAction(action))
      return performTrain(hands, action, { state, signal, lookAtRefs, recordOf: worker => recordOf(effect, worker) })
    if (action.do === 'look_at_base') {
      await lookAtRefs()
      const { refs, train } = context.state()
      const command = await commandToLand(hands, { tip: action.tip, base: train?.base ?? action.base })
      return [{ kind: 'train.looked', base: refs?.base.commit ?? action.base, tip: action.tip, command }]
    }
    if (isRequestAction(action)) return performRequest(hands, action, { state, signal })
    const worker = state.workers[action.worker]
    if (worker === undefined) throw new InternalError(`no worker ${action.worker}`)
    switch (action.do) {
      case 'prepare_worktree':
        return prepareWorktree(hands, { worker, includes: action.includes, record: recordOf(effect, worker) })
      case 'switch_branch':
        return performSwitch(hands, state, { worker, action })
      case 'start_agent':
        await context.terminalReady()
        return startAction(context, worker, action)
      case 'end_agent':
        await context.terminalReady()
        return endAgent(hands, watchers, { worker, reason: action.reason })
      case 'look_at_children':
        return lookAtChildren(context, worker, action.incarnation)
      case 'look_at_git':
        return lookAtGit(context, worker)
      case 'rescue_stray_work':
        return rescueStrayWork(hands, worker, action.head)
      case 'answer_dialog':
        return answerDialog(context, worker, action)
      case 'deliver':
        return deliverAction(context, worker, action)
      case 'check_findings':
        return checkFindings(hands, { state, reviewer: worker, signal, record: recordOf(effect, worker) })
      case 'keep_attempt':
        return keepAttempt(hands, state, worker)
      case 'remove_review':
        return removeReview(hands, worker)
      case 'settle_duplicate':
        return settleAction(context, recordOf(effect, worker), action)
      case 'verify':
        return verifyAction(context, recordOf(effect, worker), action)
      default:
        return assertNever(action)
    }
  }
}

/**
 * Starts an agent. If the start fails, the worktree is read, because its folder may be missing, and the policy must know that before the
 * next try.
 */
async function startAction(
  context: PerformContext,
  worker: WorkerState,
  action: Extract<Action, { do: 'start_agent' }>,
): Promise<readonly Event[]> {
  const observe = context.onAgent(worker.id, action.incarnation)
  try {
    return await startAgent(context.hands, context.watchers, { ...action, worker, observe })
  } catch (error) {
    await context.lookAtGit(worker.id)
    throw error
  }
}

async function deliverAction(
  context: PerformContext,
  worker: WorkerState,
  action: Extract<Action, { do: 'deliver' }>,
): Promise<readonly Event[]> {
  const state = context.state()
  const message = state.messages.find(candidate => candidate.id === action.message)
  const { agent } = worker
  if (message === undefined || agent === null || agent.incarnation !== action.incarnation) return []
  const isPaused = () => context.state().workers[worker.id]?.paused === true
  return deliverMessage(context.hands, { ...context, state, worker, agent, message, recover: action.recover, isPaused })
}

async function settleAction(
  context: PerformContext,
  record: CheckRecord,
  action: Extract<Action, { do: 'settle_duplicate' }>,
): Promise<readonly Event[]> {
  const state = context.state()
  const assignment = state.assignments[action.assignment]
  const task = assignment === undefined ? undefined : state.tasks[assignment.task]
  const worker = state.workers[action.worker]
  if (assignment === undefined || task === undefined || worker === undefined) return []
  return tryEarlierWork(context.hands, { action, worker, assignment, task, record, signal: context.signal })
}

async function verifyAction(
  context: PerformContext,
  record: CheckRecord,
  action: Extract<Action, { do: 'verify' }>,
): Promise<readonly Event[]> {
  await findDuplicates(context, action.worker)
  const state = context.state()
  const assignment = state.assignments[action.assignment]
  const task = assignment === undefined ? undefined : state.tasks[assignment.task]
  const worker = state.workers[action.worker]
  if (assignment === undefined || task === undefined || worker === undefined) return []
  if (isHeldClaim(state, action)) return [heldClaim(worker, assignment)]
  const announce = (commit: CommitSha) =>
    context.observe({ kind: 'verification.started', worker: worker.id, assignment: assignment.id, commit })
  const outcome = await verify(context.hands, { state, worker, assignment, task, announce, signal: context.signal, record })
  // While the commands ran, another task may have turned out to do the same work.
  const isProof = outcome.some(event => event.kind === 'verification.finished' && event.verdict === 'verified')
  return isProof && isHeldClaim(context.state(), action) ? [heldClaim(worker, assignment)] : outcome
}
