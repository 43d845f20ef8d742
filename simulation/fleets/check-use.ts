import type { Journaled } from '../../src/core/events/event.ts'
import type { Project } from '../../src/core/model/project.ts'
import { descendantsOf, parentOf } from '../../src/core/state/facts/children.ts'
import type { State } from '../../src/core/state/types/state.ts'
import type { WorkerState } from '../../src/core/state/types/worker-state.ts'

/** The fleet as a whole, beside the ids of workers. */
const FLEET = ''
/** One reading of the usage uses a budget up. One more reading may come while a claim is checked or the agent is being ended. */
const READINGS = 2

/**
 * Follows what workers use, in US dollars. The limit of a worker of the file, together with everybody who worked for it, is its largest
 * budget plus the two largest readings of each worker. The fleet has the same kind of limit. At the end, no limit may be exceeded.
 */
export function createUse() {
  const largest = new Map<string, number>()
  const budgets = new Map<string, number>()
  const used = new Map<string, number>()

  function noteBudgets({ workers, policy }: Project): void {
    const all = [[FLEET, policy.budget.usd] as const, ...workers.map(({ id, budget }) => [id as string, budget.usd] as const)]
    for (const [name, usd] of all) budgets.set(name, Math.max(budgets.get(name) ?? 0, usd ?? Number.POSITIVE_INFINITY))
  }

  function note(event: Journaled, state: State): void {
    if (event.kind === 'project.loaded') noteBudgets(event.project)
    if (event.kind !== 'agent.usage') return
    const now = state.workers[event.worker]?.usage?.usd ?? 0
    largest.set(event.worker, Math.max(largest.get(event.worker) ?? 0, now - (used.get(event.worker) ?? 0)))
    used.set(event.worker, now)
  }

  function exceeded(name: string, all: readonly WorkerState[]): readonly string[] {
    const budget = budgets.get(name) ?? Number.POSITIVE_INFINITY
    const sum = all.reduce((usd, { usage }) => usd + (usage?.usd ?? 0), 0)
    const most = budget + READINGS * all.reduce((usd, { id }) => usd + (largest.get(id) ?? 0), 0)
    return sum > most + 1e-6 ? [`${all.map(({ id }) => id).join(', ')} used ${sum.toFixed(2)} of ${budget.toFixed(2)}`] : []
  }

  function overspent(state: State): readonly string[] {
    const workers = Object.values(state.workers)
    const families = workers.filter(({ config }) => parentOf(config) === null)
    return [...exceeded(FLEET, workers), ...families.flatMap(worker => exceeded(worker.id, [worker, ...descendantsOf(state, worker.id)]))]
  }

  return { note, overspent }
}
