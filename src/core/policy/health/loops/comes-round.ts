import type { Signal } from '../../../model/evidence.ts'
import { OWN_CALL_MS } from '../../../state/facts/own-calls.ts'
import type { Round, RoundKind } from '../../../state/types/advance.ts'
import { since } from '../../engine/evidence.ts'
import type { PolicyContext } from '../../engine/policy-context.ts'
import type { Scene } from '../scene.ts'
import type { WorkLoop } from './find-loop.ts'

/**
 * Finds a worker that does similar things again and again, perhaps within one turn, without real progress in between. Returns 'unasked' if
 * the repeated reports may come from waiting for a long build. Czar must then first check the agent's child processes. Returns null if the
 * worker does not repeat itself.
 */
export function comesRound({ context, agent, assignment }: Pick<Scene, 'context' | 'agent' | 'assignment'>): WorkLoop | 'unasked' | null {
  const { rounds } = assignment.advance
  const standing = [...rounds, ...rotating(rounds)].filter(round => isLoop(round, context.policy.stuckAfterMs) && isGoingOn(context, round))
  for (const kind of ORDER) {
    const round = standing.find(each => each.kind === kind)
    if (round === undefined) continue
    if (kind !== 'report' && kind !== 'reports') return loopOf(round)
    const look = childrenOf(context, agent, rounds.find(({ kind: any }) => any === 'reports') ?? round)
    if (look !== 'working') return look === 'unasked' ? 'unasked' : loopOf(round)
  }
  return null
}

/** The kinds of repetition. The kind that shows most clearly that the worker is stuck comes first. */
const ORDER = ['error', 'tree', 'commit', 'commits', 'drop', 'report', 'reports'] as const satisfies readonly RoundKind[]

interface Threshold {
  /** The worker must repeat itself at least this many times, and for at least this share of `policy.stuck_after`. */
  readonly count: number
  readonly share: number
}

/** Good workers repeat things too. They run a flaky command three to five times, or wait for a server. The limits are higher than that. */
const THRESHOLDS = {
  error: { count: 24, share: 1 },
  tree: { count: 8, share: 0 },
  commit: { count: 12, share: 0.5 },
  commits: { count: 20, share: 0.5 },
  drop: { count: 3, share: 0 },
  report: { count: 12, share: 0.5 },
  reports: { count: 40, share: 1 },
} satisfies Record<RoundKind, Threshold>

/** While no file changes, fewer errors are enough, because the worker has done nothing about the error. */
const STILL_ERRORS: Threshold = { count: 8, share: 0.5 }

function isLoop({ kind, count, since: from, still, last }: Round, stuckAfterMs: number): boolean {
  const to = last.at(-1)?.at ?? from
  const reaches = (threshold: Threshold, many: number, first: number) =>
    many >= threshold.count && to - first >= threshold.share * stuckAfterMs
  return reaches(THRESHOLDS[kind], count, from) || (kind === 'error' && reaches(STILL_ERRORS, still.count, still.since))
}

/**
 * Whether the repetition goes on. If the last one is old, the worker has stopped repeating itself, even if it has done nothing else since.
 */
function isGoingOn({ policy, isDue }: PolicyContext, { last, since: from }: Round): boolean {
  return !isDue((last.at(-1)?.at ?? from) + policy.stuckAfterMs / 2)
}

/** Joins reports that alternate between a few phrases into one repetition: each repeats an earlier report nearly word for word. */
function rotating(rounds: readonly Round[]): readonly Round[] {
  const said = rounds.filter(({ kind, count }) => kind === 'report' && count > 1)
  const [newest] = said.slice(-1)
  if (newest === undefined || said.length < 2) return []
  const count = said.reduce((sum, round) => sum + round.count - 1, 1)
  return [{ ...newest, count, since: Math.min(...said.map(({ since: first }) => first)) }]
}

/**
 * The last check of the child processes may be this old, as a share of `policy.stuck_after`. If there was no check, the worker gets twice
 * that time.
 */
const FRESH_SHARE = 0.25

/** Whether the worker only writes a report now and then while it waits for a long build. Such reports are not a repetition. */
function childrenOf({ policy, now }: PolicyContext, { children }: Scene['agent'], reports: Round): 'unasked' | 'working' | 'resting' {
  const last = reports.last.at(-1)?.at ?? reports.since
  // The child processes are busy only with the reports themselves.
  if (last - reports.since < OWN_CALL_MS * (reports.count - 1)) return 'resting'
  const isLong = (from: number) => now - from >= 2 * policy.stuckAfterMs
  const lookedAt = Math.max(reports.since, children?.at ?? 0)
  // The worker reports so often that there is no moment to check the child processes.
  if (children === null || children.at < last - FRESH_SHARE * policy.stuckAfterMs) return isLong(lookedAt) ? 'resting' : 'unasked'
  if (children.busy === null) return isLong(reports.since) ? 'resting' : 'working'
  return children.busy ? 'working' : 'resting'
}

function loopOf(round: Round): WorkLoop {
  const { matter, signal, reason, problem } = WORDS[round.kind]
  return {
    matter,
    reason: reason(round.text),
    problem: problem(round.text),
    evidence: round.last.map(seen => since(signal, seen.text, seen)),
  }
}

interface Words {
  readonly matter: WorkLoop['matter']
  readonly signal: Signal
  /** Returns the text for people. It has no number that counts up, so it stays the same while nothing new happens. */
  readonly reason: (text: string) => string
  readonly problem: (text: string) => string
}

const SAME_REPORT: Words = {
  matter: 'same-report',
  signal: 'report',
  reason: () => 'it reports again and again, but makes no progress',
  problem: text => `You reported again and again ("${text}"), but no file of your task changed and no step was finished.`,
}
const SMALL_COMMITS: Words = {
  matter: 'small-commits',
  signal: 'git',
  reason: () => 'it commits again and again, and hardly a line is added',
  problem: text => `You made many commits (the last: "${text}") that touch the same few lines, and nothing is added by them.`,
}

const WORDS = {
  error: {
    matter: 'same-error',
    signal: 'screen',
    reason: text => `the same error again and again: ${firstError(text)}`,
    problem: text => `You met the same error again and again, and nothing that you did changed it: ${firstError(text)}`,
  },
  tree: {
    matter: 'edit-revert',
    signal: 'git',
    reason: () => 'its files go back again and again to states that they were in before',
    problem: () => 'You make changes and take them back: your files were again and again in states that they had been in before.',
  },
  drop: {
    matter: 'to-and-fro',
    signal: 'report',
    reason: () => 'the number of finished steps that it reports goes up and down, and nothing is added',
    problem: text => `You report finished steps and take them back (${text}), and nothing is added.`,
  },
  commit: SMALL_COMMITS,
  commits: SMALL_COMMITS,
  report: SAME_REPORT,
  reports: SAME_REPORT,
} satisfies Record<RoundKind, Words>

function firstError(text: string): string {
  return text.split('\n')[0] ?? text
}
