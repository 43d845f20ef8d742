import { CONDUCT } from './agents/behaviours.ts'

/**
 * What happens when the work of several agents is merged, and how they react. The numbers are probabilities, and times in minutes. A rate
 * "of a pair" applies to each pair of tasks in a simulated run.
 */
export const MERGING = {
  /**
   * The probability that both tasks of a pair change the same place, so that git cannot merge them. With 0.05, a sixth of the branches in a
   * run of eight tasks conflict with earlier ones. Real histories are similar: of 6,147 merges of nine projects, 17 % conflict (6 % to 46 %
   * by project). CooperBench has pairs of features that were chosen because they touch the same code: of its pairs for click, 87 % conflict
   * (89 of 102).
   */
  conflicts: 0.05,
  /**
   * The share of conflicts in which both tasks only add lines at the place. It is 13 % of the conflicts in the same histories, and 28 % in
   * CooperBench (25 of 89).
   */
  additiveShare: 0.13,
  /** The probability that the result is right if the added lines of both tasks are kept. It is 23 of 25 in CooperBench. */
  additionsFit: 0.92,
  /**
   * The probability that two tasks merge without a conflict but do not work together. In CooperBench this happens in one of 13 to 24 pairs
   * without conflicts, but those features are far closer to each other than the tasks of a run.
   */
  clashes: 0.01,
  /**
   * The probability that no test of the merged tree shows what a merge broke, just as the accept commands of one task miss some faults
   * (`gatesBlind`).
   */
  testsBlind: 0.3,
  /** The probability that both tasks of a pair need the same helper, which each worker then writes. This number is a guess. */
  sameHelper: 0.03,
  /** The probability that both tasks of a pair ask for the same thing. Of 100 pull requests of one project, 3 were such pairs. */
  twins: 0.005,
  /**
   * The probability that the first of two such tasks does everything that the second asks for. Otherwise it does four fifths of it. This
   * number is a guess.
   */
  twinIsWhole: 0.7,
  /**
   * The probability that czar's comparison of texts finds the same work. `npm run bench -- duplicates` finds 60 to 100 % of edited copies,
   * and by mistake takes 1 of 800 pairs for copies.
   */
  duplicateSeen: 0.85,
  duplicateImagined: 0.001,
  /** The probability that a worker which is told of a foreseen conflict avoids that place. This number is a guess. */
  heedsForecast: 0.5,
  /**
   * The probability that a worker merges what the text of its returned task names. The next fields say how much time and context the merge
   * and each conflict take.
   */
  mergesWhenTold: 0.95,
  minutesOfMerge: 4,
  minutesOfConflict: 8,
  contextOfMerge: 0.05,
  /**
   * The probability that a worker resolves a conflict wrongly. The next field is the share of wrong results in which the other worker's
   * lines are lost. In the others, the work of one of the tasks is broken. The numbers are guesses.
   */
  resolvesWrongly: 0.15,
  dropsLines: 0.5,
  /**
   * The probability that a worker makes two pieces of work fit together when it is told that they do not. It is the same as `mendsFault`.
   */
  mendsClash: 0.85,
  /**
   * The probability that a reviewer finds a fault that no command shows. The next field: a reviewer reports a fault that does not exist.
   * The numbers are guesses.
   */
  reviewFinds: 0.5,
  reviewImagines: 0.1,
  /**
   * The probability that the command of such a false report is itself wrong, so that it fails on right work. The next field: the author
   * then breaks the work. The numbers are guesses.
   */
  reviewCommandIsWrong: 0.3,
  wrongReviewMisleads: 0.3,
  /** The probability that a worker which is told to wait for other work does so (`forecast: pause`). This number is a guess. */
  waitsWhenTold: 0.9,
} as const

/** All assumptions: how agents behave, and what happens when their work is merged. */
export const ASSUMPTIONS = { ...CONDUCT, ...MERGING } as const

/** The assumptions, with some numbers replaced. */
export type Assumptions = { readonly [Name in keyof typeof ASSUMPTIONS]: number }

const NAMES = Object.keys(ASSUMPTIONS) as (keyof Assumptions)[]

/** A command-line flag for each assumption, for `parseArgs`. For example, gatesBlind is --gates-blind. */
export const ASSUMPTION_SWITCHES = Object.fromEntries(NAMES.map(name => [switchOf(name), { type: 'string' }])) as Record<
  string,
  { readonly type: 'string' }
>

/** Reads the assumptions that are given on the command line. A value that is not a number is refused. */
export function readAssumptions(values: Readonly<Record<string, unknown>>): Partial<Assumptions> {
  const given: Partial<Record<keyof Assumptions, number>> = {}
  for (const name of NAMES) {
    const text = values[switchOf(name)]
    if (text === undefined) continue
    const value = Number(text)
    if (text === '' || !Number.isFinite(value) || value < 0) throw new Error(`--${switchOf(name)} needs a number, not ${String(text)}`)
    given[name] = value
  }
  return given
}

function switchOf(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}
