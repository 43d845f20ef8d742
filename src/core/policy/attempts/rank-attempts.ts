import type { TaskId } from '../../model/ids.ts'
import { counted } from '../../text/counted.ts'

/** What czar compares of a proven attempt. A number is infinite if it is unknown. */
export interface RankedAttempt {
  readonly task: TaskId
  readonly number: number
  /** When it was proven. */
  readonly at: number
  /** How many faults its review found and czar confirmed. */
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
 * Sorts proven attempts, the best first. The first of these numbers that differs decides, and less is better: faults that the review
 * found, changed files that another attempt left unchanged, changed lines, cost. Otherwise the attempt that was proven first is better.
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

/** The attempt that was proven first. Of two attempts with the same time it is the one with the lower number. */
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

/** The files that every attempt changes, as far as czar knows. The task seems to need these. */
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
