import type { Plan } from '../../events/decision.ts'
import type { WorkerId } from '../../model/ids.ts'
import { isParked } from '../../state/facts/is-parked.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { giveBack } from '../assignments/give-back.ts'
import { keepLostAttempts } from '../attempts/keep-lost-attempts.ts'
import { settleAttempts } from '../attempts/settle-attempts.ts'
import { tendAlerts } from '../attention/alerts.ts'
import { tendAttention } from '../attention/attention.ts'
import { workerMatters } from '../attention/worker-matters.ts'
import { switchBranch } from '../branches/switch-branch.ts'
import { holdToBudgets, isSpent } from '../budget/hold-to-budgets.ts'
import { tendStrayWork } from '../confusion/rescue-stray-work.ts'
import { deliverWhileHeld, settleDuplicate, settleProven, tellOfDuplicates } from '../duplicates/tend-duplicates.ts'
import { isolateFaults } from '../engine/isolate-faults.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import { createPolicyContext, type PolicyContext } from '../engine/policy-context.ts'
import { isHandsOff } from '../facts/hands-off.ts'
import { isBeingRead } from '../facts/is-being-read.ts'
import { superviseAgent } from '../fleet/agent.ts'
import { remakeWorktree } from '../fleet/remake-worktree.ts'
import { grantSeats, parentsWithoutSeat, type Seats } from '../fleet/seats.ts'
import { tellConflicts } from '../forecast/tell-conflicts.ts'
import { tendHealth } from '../health/tend-health.ts'
import { climb } from '../ladder/climb.ts'
import { handBackQuestion } from '../ladder/hand-back-question.ts'
import { handOff } from '../ladder/hand-off.ts'
import { failAbandoned } from '../ladder/hand-over.ts'
import { replaceUnanswered } from '../ladder/replace-unanswered.ts'
import { tendTrain } from '../landing/tend-train.ts'
import { tendAccounts } from '../limits/tend-accounts.ts'
import { advise } from '../messages/advise.ts'
import { goOnLoggedIn } from '../messages/go-on-logged-in.ts'
import { tellOfLetters } from '../messages/letters.ts'
import { deliverNext, tellRefused, tellUnblocked, tellUnseenEnd } from '../messages/messages.ts'
import { dropStale } from '../messages/stale-messages.ts'
import { renewProofs, voidProofs } from '../proof/tend-proofs.ts'
import { verifyClaim } from '../proof/verify.ts'
import { tendRequests } from '../pull-requests/tend-requests.ts'
import { assignPrimary } from '../queue/assign.ts'
import { assignBonus } from '../queue/assign-bonus.ts'
import { finishProject } from '../queue/finish.ts'
import { isBeingTold } from '../queue/last-words.ts'
import { releaseReserved } from '../queue/release-reserved.ts'
import { tendReviews } from '../review/tend-reviews.ts'
import { tendChildren } from '../spawn/tend-children.ts'
import { fanOut } from '../stages/fan-out.ts'
import { tendStages } from '../stages/tend-stages.ts'

/**
 * Decides from the whole state what czar must do now. The function has no side effects, so it may be called at any time. The caller adds
 * the facts to the state and asks again until no new fact comes. The caller then gives the actions to the adapters.
 */
export function decide(state: State, now: number): Plan {
  if (state.project === null || state.czar.phase === 'new') return { decisions: [], wakeAt: null }
  if (state.czar.phase === 'stopped') return { decisions: [], wakeAt: null }
  const context = createPolicyContext(state, state.project, now)
  if (state.czar.phase === 'finished') {
    tendAlerts(context)
    return context.plan()
  }
  if (voidProofs(context) || settleAttempts(context)) return context.plan()
  if (state.czar.phase !== 'stopping') tendAccounts(context)
  holdToBudgets(context)
  const seats = grantSeats(state, state.project, now)
  const seatless = parentsWithoutSeat(state, state.project)
  const workers = Object.values(state.workers)
  const matters: AttentionMatter[] = []
  for (const worker of workers)
    if (!isBeingRead(context, worker)) isolateFaults(context, worker, () => tendWorker(context, worker, { seats, seatless }))
  tendChildren(context)
  failAbandoned(context)
  renewProofs(context)
  settleProven(context)
  tendStages(context)
  fanOut(context)
  keepLostAttempts(context)
  tendReviews(context)
  tendTrain(context)
  tendRequests(context)
  releaseReserved(context)
  if (state.czar.phase !== 'stopping') assignBonus(context)
  for (const worker of workers) if (!isBeingRead(context, worker)) isolateFaults(context, worker, () => tendHealth(context, worker))
  for (const worker of workers) isolateFaults(context, worker, () => matters.push(...workerMatters(context, worker)))
  tendAttention(context, matters)
  tendAlerts(context)
  finishProject(context)
  return context.plan()
}

function tellLast(context: PolicyContext, worker: WorkerState): void {
  if (isBeingTold(context, worker) && !isHandsOff(context.state, worker) && !isParked(context.state, worker)) deliverNext(context, worker)
}

function tendWorker(
  context: PolicyContext,
  worker: WorkerState,
  { seats, seatless }: { readonly seats: Seats; readonly seatless: ReadonlySet<WorkerId> },
): void {
  const { state } = context
  remakeWorktree(context, worker, seats)
  superviseAgent(context, worker, seats)
  switchBranch(context, worker)
  const isHeld = settleDuplicate(context, worker)
  if (!isHeld) verifyClaim(context, worker)
  tendStrayWork(context, worker)
  giveBack(context, worker)
  dropStale(context, worker)
  // An agent that may end any time gets only texts from people.
  if (!seats.has(worker.id)) return tellLast(context, worker)
  assignPrimary(context, worker)
  tellUnblocked(context, worker)
  tellConflicts(context, worker)
  tellRefused(context, worker)
  tellUnseenEnd(context, worker)
  tellOfLetters(context, worker)
  tellOfDuplicates(context, worker)
  // While a worker is paused or its account is at a limit, texts to it wait.
  // If another agent has the seat of a parent, texts to the parent wait until a seat is free.
  if (isHandsOff(state, worker) || isParked(state, worker) || seatless.has(worker.id)) return
  if (isSpent(context, worker)) return
  if (isHeld) return deliverWhileHeld(context, worker)
  handBackQuestion(context, worker)
  advise(context, worker)
  if (!goOnLoggedIn(context, worker) && !handOff(context, worker) && !replaceUnanswered(context, worker)) climb(context, worker)
  deliverNext(context, worker)
}
