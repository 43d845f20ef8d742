import { type GaveUp, gaveUpText } from '../model/gave-up.ts'
import { viewTrain } from '../policy/landing/view-train.ts'
import { wantedTasks } from '../state/facts/is-reviewer.ts'
import type { State } from '../state/types/state.ts'
import { plainText } from '../text/plain-text.ts'
import { viewDuplicates } from '../views/duplicates.ts'
import { hintNow } from '../views/hint-text.ts'
import { viewStages } from '../views/stages.ts'
import { countTasks } from '../views/task-counts.ts'
import type { Account } from './account.ts'
import { duplicatedWork } from './duplicated-work.ts'
import { weightiest } from './matters.ts'
import { summarizeReviews } from './summarize-reviews.ts'
import { landedTasks, unlandedTasks } from './summarize-tasks.ts'
import { summarizeWorkers, totalUsage } from './summarize-workers.ts'
import { type AccuracySummary, type AttentionSummary, type CzarSummary, OCCUPATIONS, type Occupations, type Summary } from './summary.ts'
import type { Tally } from './tally.ts'
import { elapsed } from './tally-time.ts'

/**
 * Makes the summary at the time `to` (ms since the epoch). While a fleet works, `to` is now. For a finished fleet it is the time of the
 * last event. `gaveUp` is the watchdog's record of the moment when it stopped restarting czar. The journal gets this record only at the
 * next launch.
 */
export function summarize({ state, tally }: Account, to: number, gaveUp: GaveUp | null = null): Summary {
  const toAt = Math.max(to, tally.at)
  const tasks = wantedCounts(state)
  const attention = summarizeAttention(state, tally, toAt)
  const workers = summarizeWorkers(state, tally, toAt)
  return {
    version: 1,
    project: state.project?.name ?? '',
    repo: state.project?.repo ?? '',
    base: state.project?.base ?? '',
    from_at: Math.min(Math.max(tally.firstAt ?? toAt, tally.from), toAt),
    to_at: toAt,
    state: state.czar.phase,
    abandoned: gaveUp === null ? null : { at: gaveUp.at, text: gaveUpText(gaveUp), file: gaveUp.file },
    tasks,
    landed: landedTasks(state, tally),
    train: viewTrain(state),
    ...summarizeReviews(state, tally),
    stages: viewStages(state),
    not_landed: unlandedTasks(state, tally),
    attention,
    workers,
    time_ms: sumTimes(workers.map(worker => worker.time_ms)),
    usage: totalUsage(workers),
    accuracy: judgeAccuracy(tally, tasks),
    duplicated: duplicatedWork(state, tally),
    base_findings: state.baseGates?.findings ?? [],
    twice: viewDuplicates(state).filter(({ both_land }) => both_land),
    decisions: decisionsOf(tally, attention.open.length),
    czar: summarizeCzar(tally),
    timeline: weightiest(tally.matters, SHOWN),
    timeline_left_out: tally.mattersLeftOut + Math.max(0, tally.matters.length - SHOWN),
  }
}

const SHOWN = 300

/** Counts the tasks in each state. It uses only the state, so a summary and a status of the same moment have the same numbers. */
function wantedCounts(state: State): Summary['tasks'] {
  const { wanted, ...counts } = countTasks(wantedTasks(state))
  return { total: wanted + counts.dropped, ...counts }
}

/**
 * Returns how many times people were needed. This is the number of people's actions or the number of items that needed a person, whichever
 * is larger.
 */
function decisionsOf({ decisions, attention }: Tally, open: number): Summary['decisions'] {
  const person = Math.max(decisions.person, attention.raised, open)
  return { czar: decisions.czar, person, czar_share: share(decisions.czar, decisions.czar + person) }
}

function summarizeAttention(state: State, { attention, from }: Tally, to: number): AttentionSummary {
  const open = Object.values(state.attention).filter(item => item.settledAt === null)
  const stillOpenMs = open.reduce((sum, item) => sum + elapsed(item.raised.at, to, from), 0)
  return {
    raised: attention.raised,
    settled: attention.settled,
    waited_ms: attention.waitedMs + stillOpenMs,
    open: open.map(({ key, worker, text, hint, raised }) => ({
      key,
      worker,
      text: plainText(text, 1_000),
      hint: hintNow(state, hint),
      since_at: raised.at,
    })),
  }
}

function sumTimes(times: readonly Occupations[]): Occupations {
  const sum = (occupation: (typeof OCCUPATIONS)[number]) => times.reduce((total, time) => total + time[occupation], 0)
  return Object.fromEntries(OCCUPATIONS.map(occupation => [occupation, sum(occupation)])) as Record<(typeof OCCUPATIONS)[number], number>
}

function judgeAccuracy({ claims, from }: Tally, tasks: Summary['tasks']): AccuracySummary {
  const firsts = Object.values(claims).flatMap(({ first }) => (first !== null && first.at >= from ? first : []))
  const verifiedFirst = firsts.filter(({ verdict }) => verdict === 'verified').length
  return {
    claimed: firsts.length,
    verified_first: verifiedFirst,
    first_try_share: share(verifiedFirst, firsts.length),
    verified_share: share(tasks.verified, tasks.total - tasks.dropped),
  }
}

function summarizeCzar({ czar }: Tally): CzarSummary {
  return {
    starts: czar.starts,
    crashes: czar.crashes,
    without_ms: czar.withoutMs,
    abandoned_ms: czar.abandonedMs,
    operations: czar.operations,
    failed_operations: Object.values(czar.failed),
    void_checks: czar.voidChecks,
    broken_checks: czar.brokenChecks,
  }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
