import type { Plan } from '../../events/decision.ts'
import type { WorkerId } from '../../model/ids.ts'
import { isParked } from '../../state/facts/is-parked.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { tendAlerts } from '../attention/alerts.ts'
import { tendAttention } from '../attention/attention.ts'
import { type Matter, workerMatters } from '../attention/worker-matters.ts'
import { switchBranch } from '../branches/switch-branch.ts'
import { holdToBudgets } from '../budget/hold-to-budgets.ts'
import { keepAstray } from '../confusion/keep-astray.ts'
import { createDesk, type Desk } from '../engine/desk.ts'
import { isHandsOff } from '../facts/hands-off.ts'
import { isBeingRead } from '../facts/is-being-read.ts'
import { superviseAgent } from '../fleet/agent.ts'
import { remakeWorktree } from '../fleet/remake-worktree.ts'
import { grantSeats } from '../fleet/seats.ts'
import { tendHealth } from '../health/tend-health.ts'
import { climb } from '../ladder/climb.ts'
import { handOff } from '../ladder/hand-off.ts'
import { failAbandoned } from '../ladder/hand-over.ts'
import { replaceUnanswered } from '../ladder/replace-unanswered.ts'
import { tendAccounts } from '../limits/tend-accounts.ts'
import { advise } from '../messages/advise.ts'
import { goOnLoggedIn } from '../messages/go-on-logged-in.ts'
import { handBackQuestion } from '../messages/hand-back-question.ts'
import { isBeingTold } from '../messages/last-words.ts'
import { tellOfLetters } from '../messages/letters.ts'
import { deliverNext, tellRefused, tellUnblocked, tellUnseenEnd } from '../messages/messages.ts'
import { dropStale } from '../messages/stale-messages.ts'
import { renewProofs, voidProofs } from '../proof/tend-proofs.ts'
import { verifyClaim } from '../proof/verify.ts'
import { assignPrimary } from '../queue/assign.ts'
import { assignBonus } from '../queue/assign-bonus.ts'
import { finishProject } from '../queue/finish.ts'
import { giveBack } from '../queue/give-back.ts'
import { releaseReserved } from '../queue/release-reserved.ts'
import type { Recall } from './calm.ts'
import { contain } from './contain.ts'

/**
 * What is right to do now, worked out from the whole state: pure, level-triggered, safe to ask at any moment.
 * Records are to be folded and the question asked again until none is left; actions go to the hands.
 * With `recall` the answer is the same, and workers to whom nothing happened since the last question cost little.
 */
export function decide(state: State, now: number, recall: Recall | null = null): Plan {
  if (state.project === null || state.czar.phase === 'new') return { decisions: [], wakeAt: null }
  if (state.czar.phase === 'stopped') return { decisions: [], wakeAt: null }
  const desk = createDesk(state, state.project, now)
  if (state.czar.phase === 'finished') {
    tendAlerts(desk)
    return desk.plan()
  }
  if (voidProofs(desk)) return desk.plan()
  if (state.czar.phase !== 'stopping') tendAccounts(desk)
  holdToBudgets(desk)
  const seats = grantSeats(state, state.project)
  const workers = Object.values(state.workers)
  const matters = recall?.calm(desk, seats) ?? new Map<WorkerId, readonly Matter[]>()
  const restless = workers.filter(({ id }) => !matters.has(id))
  for (const worker of restless) if (!isBeingRead(desk, worker)) contain(desk, worker, () => tendWorker(desk, worker, seats))
  failAbandoned(desk)
  renewProofs(desk)
  releaseReserved(desk)
  if (state.czar.phase !== 'stopping') assignBonus(desk)
  for (const worker of restless) if (!isBeingRead(desk, worker)) contain(desk, worker, () => tendHealth(desk, worker))
  for (const worker of restless) contain(desk, worker, () => matters.set(worker.id, workerMatters(desk, worker)))
  recall?.keep(desk, seats, matters)
  tendAttention(
    desk,
    workers.flatMap(({ id }) => matters.get(id) ?? []),
  )
  tendAlerts(desk)
  finishProject(desk)
  return desk.plan()
}

function tellLast(desk: Desk, worker: WorkerState): void {
  if (isBeingTold(desk, worker) && !isHandsOff(desk.state, worker) && !isParked(desk.state, worker)) deliverNext(desk, worker)
}

function tendWorker(desk: Desk, worker: WorkerState, seats: ReturnType<typeof grantSeats>): void {
  const { state } = desk
  remakeWorktree(desk, worker, seats)
  superviseAgent(desk, worker, seats)
  switchBranch(desk, worker)
  verifyClaim(desk, worker)
  keepAstray(desk, worker)
  giveBack(desk, worker)
  dropStale(desk, worker)
  // An agent that may end hears only what a person has to say.
  if (!seats.has(worker.id)) return tellLast(desk, worker)
  assignPrimary(desk, worker)
  tellUnblocked(desk, worker)
  tellRefused(desk, worker)
  tellUnseenEnd(desk, worker)
  tellOfLetters(desk, worker)
  // What is queued for a paused worker, or for one whose account is limited, waits.
  if (isHandsOff(state, worker) || isParked(state, worker)) return
  handBackQuestion(desk, worker)
  advise(desk, worker)
  if (!goOnLoggedIn(desk, worker) && !handOff(desk, worker) && !replaceUnanswered(desk, worker)) climb(desk, worker)
  deliverNext(desk, worker)
}
