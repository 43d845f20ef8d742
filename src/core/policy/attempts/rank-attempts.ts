import type { TaskId } from '../../model/ids.ts'
import { counted } from '../../text/counted.ts'

/** The figures by which czar compares proven attempts. An unknown figure is infinite. */
export interface RankedAttempt {
  readonly task: TaskId
  readonly number: number
  /** When the attempt was proven, in ms since the epoch. */
  readonly at: number
  /** How many faults a review of the attempt found and czar confirmed. */
  readonly faults: number
  readonly files: readonly string[] | null
  readonly lines: number
  readonly usd: number
}

interface Criterion {
  readonly of: (attempt: RankedAttempt) => number
  readonly say: (amount: number) => string
}

/**
 * Sorts proven attempts, the best first. Czar compares four figures in this order: faults that the review found, changed files that another
 * attempt left unchanged, changed lines, cost. The first figure that differs decides, and the lower value wins. If all are equal, the
 * attempt that was proven first wins.
 */
export function rankAttempts(attempts: readonly RankedAttempt[]): readonly RankedAttempt[] {
  const criteria = criteriaFor(attempts)
  return attempts.toSorted((one, other) => decisive(criteria, one, other)?.difference ?? earlier(one, other))
}

/** Says why the first attempt is better than the second, as the end of a sentence about the second. */
export function sayWorse(attempts: readonly RankedAttempt[], better: RankedAttempt, worse: RankedAttempt): string {
  const found = decisive(criteriaFor(attempts), better, worse)
  if (found === undefined) return `was proven after ${better.task}, and is otherwise as good`
  const { of, say } = found.criterion
  return `${say(of(worse))}, and ${better.task} ${say(of(better))}`
}

/** Returns the attempt that was proven first. If two attempts were proven at the same time, it is the one with the lower number. */
export function earlier(one: Pick<RankedAttempt, 'at' | 'number'>, other: Pick<RankedAttempt, 'at' | 'number'>): number {
  return one.at - other.at || one.number - other.number
}

function criteriaFor(attempts: readonly RankedAttempt[]): readonly Criterion[] {
  const needed = filesOfAll(attempts)
  return [
    { of: ({ faults }) => faults, say: count => `has ${counted(count, 'fault')} that its review found` },
    {
      of: ({ files }) => files?.filter(file => !needed.has(file)).length ?? Infinity,
      say: count => (count === 0 ? 'changes no such file' : `changes ${countedOr(count, 'file')} that another attempt left unchanged`),
    },
    { of: ({ lines }) => lines, say: count => `changes ${countedOr(count, 'line')}` },
    { of: ({ usd }) => usd, say: usd => (usd === Infinity ? 'has an unknown cost' : `cost $${usd.toFixed(2)}`) },
  ]
}

/** The files that every attempt changes, as far as czar knows. The task probably needs these changes, so they count against no attempt. */
function filesOfAll(attempts: readonly RankedAttempt[]): ReadonlySet<string> {
  const [first = [], ...others] = attempts.flatMap(({ files }) => (files === null ? [] : [files]))
  const sets = others.map(files => new Set(files))
  return new Set(first.filter(file => sets.every(files => files.has(file))))
}

function decisive(criteria: readonly Criterion[], one: RankedAttempt, other: RankedAttempt) {
  for (const criterion of criteria) {
    const [mine, theirs] = [criterion.of(one), criterion.of(other)]
    if (mine !== theirs) return { criterion, difference: mine < theirs ? -1 : 1 }
  }
  return undefined
}

function countedOr(count: number, what: string): string {
  return count === Infinity ? `an unknown number of ${what}s` : counted(count, what)
}
