import type { Budget, Spent } from '../../model/budget.ts'
import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { spentText } from '../../text/spent-text.ts'
import { type Desk, isUnderWay } from '../engine/desk.ts'
import { isInFile, openAssignment, ownTask } from '../facts/tasks.ts'
import { fleetSpending, measure, type Spending, workerSpending } from './spending.ts'

/**
 * Holds each worker and the fleet to what they may use. Nearly used up: nothing new is begun. Used up: agents are ended,
 * but not while a claim is checked. Usage that nobody can read is no usage: it leads to nothing.
 */
export function holdToBudgets(desk: Desk): void {
  const { state, policy, now } = desk
  const fleet = isLimited(policy.budget) ? look(desk, policy.budget, fleetSpending(state, now)) : UNLIMITED
  if (fleet.low !== null && state.budgetLow === null)
    desk.record({ kind: 'budget.low', worker: null, ...fleet.low }, `the fleet's budget is nearly used up: ${spentText(fleet.low)}`)
  if (fleet.low === null && state.budgetLow !== null)
    desk.record({ kind: 'budget.restored', worker: null }, "the fleet's budget allows more now")
  // Of whom the file no longer has, no budget is known.
  for (const worker of Object.values(state.workers)) if (isInFile(state, worker)) holdWorker(desk, worker, fleet.over)
}

function holdWorker(desk: Desk, worker: WorkerState, fleet: Spent | null): void {
  const { budget } = worker.config
  const own = isLimited(budget) ? look(desk, budget, workerSpending(worker, desk.now)) : UNLIMITED
  const over = own.over ?? fleet
  if (over !== null && mayBeStopped(desk, worker)) {
    const of = own.over === null ? 'fleet' : 'worker'
    return desk.record({ kind: 'budget.exceeded', worker: worker.id, of, ...over }, `${whose(of)} budget is used up: ${spentText(over)}`)
  }
  if (own.low !== null && worker.budget === null)
    return desk.record({ kind: 'budget.low', worker: worker.id, ...own.low }, `its budget is nearly used up: ${spentText(own.low)}`)
  if (worker.budget !== null && own.low === null && over === null)
    desk.record({ kind: 'budget.restored', worker: worker.id }, 'its budget allows more now')
}

interface Look {
  readonly low: Spent | null
  readonly over: Spent | null
}

const UNLIMITED: Look = { low: null, over: null }

function isLimited({ usd, tokens, timeMs, turns }: Budget): boolean {
  return usd !== null || tokens !== null || timeMs !== null || turns !== null
}

function look(desk: Desk, budget: Budget, spending: Spending): Look {
  const measured = measure(budget, spending)
  const { softShare } = desk.policy.budget
  for (const { what, spent, limit } of measured) if (what === 'time') wakeAt(desk, [limit * softShare - spent, limit - spent])
  const low = measured.find(({ spent, limit }) => spent >= limit * softShare) ?? null
  return { low, over: measured.find(({ spent, limit }) => spent >= limit) ?? null }
}

/** Time runs without any event. */
function wakeAt(desk: Desk, waits: readonly number[]): void {
  for (const wait of waits) if (wait > 0) desk.isDue(desk.now + Math.ceil(wait))
}

/** Whoever has nothing to do costs nothing; a claim may still turn out right. */
function mayBeStopped({ state }: Desk, worker: WorkerState): boolean {
  if (worker.stopped !== null || isUnderWay(state, worker.id, 'verify')) return false
  const assignment = openAssignment(state, worker)
  if (assignment === null) return worker.agent !== null && ownTask(state, worker)?.state === 'waiting'
  return !isBeingChecked(assignment)
}

function whose(of: 'worker' | 'fleet'): string {
  return of === 'fleet' ? "the fleet's" : 'its'
}
