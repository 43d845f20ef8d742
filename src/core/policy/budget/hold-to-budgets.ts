import type { Budget, Spent } from '../../model/budget.ts'
import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import { isReviewer } from '../../state/facts/is-reviewer.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { spentText } from '../../text/spent-text.ts'
import { isUnderWay, type PolicyContext } from '../engine/policy-context.ts'
import { isInFile, openAssignment, ownTask } from '../facts/work/tasks.ts'
import { carvedBudget } from './carved-budget.ts'
import { fleetSpending, measure, type Spending, workerSpending } from './spending.ts'

/**
 * Keeps each worker and the fleet within their budgets. When a budget is nearly used up, nothing new begins. When it is used up, czar ends
 * agents, except while their claim is being checked. Use that czar does not know of counts as zero.
 */
export function holdToBudgets(context: PolicyContext): void {
  const { state, policy, now } = context
  const fleet = isLimited(policy.budget) ? look(context, policy.budget, fleetSpending(state, now)) : UNLIMITED
  if (fleet.low !== null && state.budgetLow === null)
    context.record({ kind: 'budget.low', worker: null, ...fleet.low }, `the fleet's budget is nearly used up: ${spentText(fleet.low)}`)
  if (fleet.low === null && state.budgetLow !== null)
    context.record({ kind: 'budget.restored', worker: null }, "the fleet's budget allows more now")
  // The project file no longer names the worker, so its budget is unknown.
  for (const worker of Object.values(state.workers))
    if (isInFile(state, worker) || isReviewer(worker)) holdWorker(context, worker, fleet.over)
}

function holdWorker(context: PolicyContext, worker: WorkerState, fleet: Spent | null): void {
  const budget = carvedBudget(context.state, worker, context.now)
  const own = isLimited(budget) ? look(context, budget, workerSpending(worker, context.now)) : UNLIMITED
  const over = own.over ?? fleet
  if (over !== null && mayBeStopped(context, worker)) {
    const of = own.over === null ? 'fleet' : 'worker'
    return context.record({ kind: 'budget.exceeded', worker: worker.id, of, ...over }, `${whose(of)} budget is used up: ${spentText(over)}`)
  }
  if (own.low !== null && worker.budget === null)
    return context.record({ kind: 'budget.low', worker: worker.id, ...own.low }, `its budget is nearly used up: ${spentText(own.low)}`)
  if (worker.budget !== null && own.low === null && over === null)
    context.record({ kind: 'budget.restored', worker: worker.id }, 'its budget allows more now')
}

/** Whether the worker's or the fleet's budget is used up. While its last claim is checked, the worker is not stopped, and gets no text. */
export function isSpent({ state, policy, now }: PolicyContext, worker: WorkerState): boolean {
  const own = carvedBudget(state, worker, now)
  const isOver = (budget: Budget, spending: () => Spending) =>
    isLimited(budget) && measure(budget, spending()).some(({ spent, limit }) => spent >= limit)
  return isOver(own, () => workerSpending(worker, now)) || isOver(policy.budget, () => fleetSpending(state, now))
}

interface Look {
  readonly low: Spent | null
  readonly over: Spent | null
}

const UNLIMITED: Look = { low: null, over: null }

function isLimited({ usd, tokens, timeMs, turns }: Budget): boolean {
  return usd !== null || tokens !== null || timeMs !== null || turns !== null
}

function look(context: PolicyContext, budget: Budget, spending: Spending): Look {
  const measured = measure(budget, spending)
  const { softShare } = context.policy.budget
  for (const { what, spent, limit } of measured) if (what === 'time') wakeAt(context, [limit * softShare - spent, limit - spent])
  const low = measured.find(({ spent, limit }) => spent >= limit * softShare) ?? null
  return { low, over: measured.find(({ spent, limit }) => spent >= limit) ?? null }
}

/** Time passes without an event, so the policy must be asked again when a time budget ends. */
function wakeAt(context: PolicyContext, waits: readonly number[]): void {
  for (const wait of waits) if (wait > 0) context.isDue(context.now + Math.ceil(wait))
}

/** Whether the agent must be ended now. An idle worker costs nothing, and a claim that is being checked may still turn out right. */
function mayBeStopped({ state }: PolicyContext, worker: WorkerState): boolean {
  if (worker.stopped !== null || isUnderWay(state, worker.id, 'verify')) return false
  const assignment = openAssignment(state, worker)
  if (assignment === null) return worker.agent !== null && ownTask(state, worker)?.state === 'waiting'
  return !isBeingChecked(assignment)
}

function whose(of: 'worker' | 'fleet'): string {
  return of === 'fleet' ? "the fleet's" : 'its'
}
