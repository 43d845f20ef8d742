import { CONDUCT } from './agents/behaviours.ts'

/**
 * What happens when czar merges the work of several agents, and how the agents react. Unless a comment names another unit, a number is a
 * probability, and a time is in minutes. A rate "of a pair" applies to each pair of tasks in a simulated run.
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
   * without conflicts, but its features touch each other's code far more often than the tasks of a run.
   */
  clashes: 0.01,
  /**
   * The probability that no test of the merged tree shows a fault of the merge. `gatesBlind` is the same for the accept commands of one
   * task.
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
   * The probability that czar's comparison of texts finds two pieces of work that are the same. `npm run bench -- duplicates` finds 60 to
   * 100 % of edited copies, and by mistake takes 1 of 800 pairs for copies.
   */
  duplicateSeen: 0.85,
  duplicateImagined: 0.001,
  /** The probability that a worker avoids the place of a foreseen conflict when czar names the place. This number is a guess. */
  heedsForecast: 0.5,
  /** The probability that a worker merges the commit that the text of its returned task names. */
  mergesWhenTold: 0.95,
  /** How many minutes a worker needs for a merge without conflicts. */
  minutesOfMerge: 4,
  /** How many minutes a worker needs to resolve one conflict. */
  minutesOfConflict: 8,
  /** The share of its context that a worker uses for a merge. */
  contextOfMerge: 0.05,
  /** The probability that a worker resolves a conflict wrongly. This number is a guess. */
  resolvesWrongly: 0.15,
  /**
   * The share of the wrong resolutions that lose the other worker's lines. The other wrong resolutions break the work of one of the two
   * tasks. This number is a guess.
   */
  dropsLines: 0.5,
  /**
   * The probability that a worker makes two pieces of work fit together when czar tells it that they do not. The number is the same as
   * `mendsFault`.
   */
  mendsClash: 0.85,
  /** The probability that a reviewer finds a fault that no command shows. This number is a guess. */
  reviewFinds: 0.5,
  /** The probability that a reviewer reports a fault that does not exist. This number is a guess. */
  reviewImagines: 0.1,
  /**
   * The probability that the command of a false finding fails on right work, because the command itself is wrong. This number is a guess.
   */
  reviewCommandIsWrong: 0.3,
  /** The probability that the author breaks the work because of such a command. This number is a guess. */
  wrongReviewMisleads: 0.3,
  /** The probability that a worker waits for other work when czar tells it to (`forecast: pause`). This number is a guess. */
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
