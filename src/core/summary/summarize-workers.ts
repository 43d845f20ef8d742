import { own } from '../model/own.ts'
import { homeBranch } from '../state/facts/branch-of.ts'
import { isReviewer } from '../state/facts/is-reviewer.ts'
import type { State } from '../state/types/state.ts'
import type { WorkerState } from '../state/types/worker-state.ts'
import { plainText } from '../text/plain-text.ts'
import type { UsageSummary, WorkerSummary } from './summary.ts'
import { noHelp, type Tally, type WorkerTally } from './tally.ts'
import { elapsed, nothingSpent, spentUntil } from './tally-time.ts'

/**
 * Returns the summary of each worker until `to` (ms since the epoch), in the order of the file. Reviewers are counted with their reviews.
 */
export function summarizeWorkers(state: State, tally: Tally, to: number): readonly WorkerSummary[] {
  const landed = Map.groupBy(
    Object.values(state.tasks).filter(task => task.verified !== null && task.state === 'verified' && task.verified.at >= tally.from),
    task => task.worker,
  )
  const workers = Object.values(state.workers).filter(worker => !isReviewer(worker))
  return workers.map(worker =>
    summarizeWorker(worker, own(tally.workers, worker.id), { to, from: tally.from, landed: landed.get(worker.id)?.length ?? 0 }),
  )
}

/** Returns the known usage of all workers together. A worker whose agent never started used nothing. */
export function totalUsage(workers: readonly WorkerSummary[]): UsageSummary {
  const sum = (values: readonly (number | null)[]) =>
    values.every(value => value === null) ? null : values.reduce<number>((total, value) => total + (value ?? 0), 0)
  const asked = workers.filter(worker => worker.help.starts > 0)
  return {
    tokens: sum(asked.map(({ usage }) => usage.tokens)),
    usd: sum(asked.map(({ usage }) => usage.usd)),
    turns: asked.reduce((total, { usage }) => total + usage.turns, 0),
    is_partial: asked.some(({ usage }) => usage.tokens === null || usage.is_partial),
  }
}

interface Around {
  readonly to: number
  readonly from: number
  readonly landed: number
}

function summarizeWorker(worker: WorkerState, tally: WorkerTally | undefined, { to, from, landed }: Around): WorkerSummary {
  return {
    worker: worker.id,
    agent: worker.config.agent,
    branch: homeBranch(worker),
    health: worker.health.health,
    reason: plainText(worker.health.reason, 500),
    life_ms: tally === undefined ? 0 : elapsed(tally.bornAt, to, from),
    time_ms: tally === undefined ? nothingSpent : spentUntil(tally, { at: to, from }),
    landed,
    help: tally?.help ?? noHelp,
    usage: usageSince(worker, tally),
  }
}

function usageSince({ usage, turns }: WorkerState, tally: WorkerTally | undefined): UsageSummary {
  const ended = turns.ended - (tally?.turnsBefore ?? 0)
  if (usage === null) return { tokens: null, usd: null, turns: ended, is_partial: false }
  const before = tally?.usedBefore ?? null
  return {
    tokens: usage.tokens - (before?.tokens ?? 0),
    usd: usage.usd === null ? null : usage.usd - (before?.usd ?? 0),
    turns: ended,
    is_partial: usage.usd === null || usage.isUsdPartial,
  }
}
