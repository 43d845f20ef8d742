import { CONDUCT } from './agents/behaviours.ts'

/**
 * What happens when the work of several agents is merged, and how they react: probabilities, and times in minutes. A
 * rate "of a pair" applies to each pair of tasks in a sprint.
 */
export const MERGING = {
  /**
   * Both tasks change the same place, so git cannot merge them. With 0.05, a sixth of the branches in a sprint of eight
   * tasks conflicts with earlier ones. Real histories are similar: of 6,147 merges of nine projects, 17 % conflict (6 %
   * to 46 % by project). CooperBench has pairs of features that were chosen because they touch the same code: of its
   * pairs for click, 87 % conflict (89 of 102).
   */
  conflicts: 0.05,
  /**
   * Both tasks only add lines at the place. This is 13 % of the conflicts in the same histories, and 28 % in CooperBench
   * (25 of 89).
   */
  additiveShare: 0.13,
  /** With both additions kept, the work of both tasks is right: 23 of 25 in CooperBench. */
  additionsFit: 0.92,
  /**
   * Two tasks merge cleanly but do not work together. In CooperBench this is one of 13 to 24 clean pairs, which are far
   * closer than tasks of a sprint.
   */
  clashes: 0.01,
  /**
   * No test of the merged tree shows what a merge broke, just as the accept commands of one task miss some faults
   * (`gatesBlind`).
   */
  testsBlind: 0.3,
  /** Both tasks need the same helper, and each worker writes it. This number is a guess. */
  sameHelper: 0.03,
  /** Both tasks ask for the same thing: 3 of 100 pull requests of one project were such pairs. */
  twins: 0.005,
  /** The first of two twins does everything that the second asks for; otherwise four fifths of it. This number is a guess. */
  twinIsWhole: 0.7,
  /**
   * The comparison of texts finds the same work. `npm run bench -- duplicates` finds 60 to 100 % of edited copies, and
   * takes 1 of 800 pairs for one.
   */
  duplicateSeen: 0.85,
  duplicateImagined: 0.001,
  /** A worker that is told of a foreseen conflict keeps away from that place. This number is a guess. */
  heedsForecast: 0.5,
  /**
   * A worker merges what the text of its returned task names. The merge, and each conflict in it, takes time and
   * context.
   */
  mergesWhenTold: 0.95,
  minutesOfMerge: 4,
  minutesOfConflict: 8,
  contextOfMerge: 0.05,
  /**
   * A worker resolves a conflict wrongly. This share of the wrong resolutions drops the other side's lines; the others
   * break one side's work. This number is a guess.
   */
  resolvesWrongly: 0.15,
  dropsLines: 0.5,
  /** A worker fixes a clash when it is told that two pieces of work do not fit together. The same value as `mendsFault`. */
  mendsClash: 0.85,
  /** A reviewer finds a fault that no command shows; a reviewer claims a fault that does not exist. This number is a guess. */
  reviewFinds: 0.5,
  reviewImagines: 0.1,
  /** The command of such a claim is wrong itself, so it fails on right work. The author of the work then breaks it. No source. */
  reviewCommandIsWrong: 0.3,
  wrongReviewMisleads: 0.3,
  /** A worker that is told to wait for other work ends its turn (`forecast: pause`). No source. */
  waitsWhenTold: 0.9,
} as const

/** All assumptions: about the agents' conduct, and about what happens when their work is merged. */
export const ASSUMPTIONS = { ...CONDUCT, ...MERGING } as const

/** The assumptions, with some numbers replaced. */
export type Assumptions = { readonly [Name in keyof typeof ASSUMPTIONS]: number }

const NAMES = Object.keys(ASSUMPTIONS) as (keyof Assumptions)[]

/** A switch for each assumption, for `parseArgs`: gatesBlind is --gates-blind. */
export const ASSUMPTION_SWITCHES = Object.fromEntries(NAMES.map(name => [switchOf(name), { type: 'string' }])) as Record<
  string,
  { readonly type: 'string' }
>

/** The assumptions given on the command line. A value that is not a number is refused. */
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
