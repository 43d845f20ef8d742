import { CONDUCT } from './agents/behaviours.ts'

/**
 * How the work of several agents meets when it is merged, and what they do about it: probabilities, and times in minutes. A rate
 * "of a pair" is of each two tasks of a sprint.
 */
export const MERGING = {
  /**
   * Both change the same place, so that git cannot merge them. With 0.05 a sixth of the branches in a sprint of eight tasks conflicts
   * with those before it, as in real histories: of 6,147 merges of nine projects 17 % conflict (6 % to 46 % of a project). Of the pairs
   * of features of CooperBench's click, which were made to meet, 87 % do (89 of 102).
   */
  conflicts: 0.05,
  /** Both only add lines there. In the same histories 13 % of the conflicts, in CooperBench 28 % (25 of 89). */
  additiveShare: 0.13,
  /** With the additions of both kept, the work of both is right: 23 of 25 in CooperBench. */
  additionsFit: 0.92,
  /** They merge cleanly, and do not work together. In CooperBench one of 13 to 24 clean pairs, which are far closer than tasks of a sprint. */
  clashes: 0.01,
  /** No test of the merged tree shows what a merge broke, as the accept commands of one task miss a part (`gatesBlind`). */
  testsBlind: 0.3,
  /** Both need the same helper, and each writes it. No source. */
  sameHelper: 0.03,
  /** Both tasks ask for the same thing: 3 of 100 pull requests of one project were pairs. */
  twins: 0.005,
  /** The first of twins does all that the second asks for; else four fifths of it. No source. */
  twinIsWhole: 0.7,
  /** The same work is found by its text: `npm run bench -- duplicates` finds 60 to 100 % of edited copies, and takes 1 of 800 pairs for one. */
  duplicateSeen: 0.85,
  duplicateImagined: 0.001,
  /** Who is told of a foreseen conflict keeps away from that place. No source. */
  heedsForecast: 0.5,
  /** Who gets its work back merges what the text names. The merge, and each conflict in it, takes time and context. */
  mergesWhenTold: 0.95,
  minutesOfMerge: 4,
  minutesOfConflict: 8,
  contextOfMerge: 0.05,
  /** A conflict is resolved wrongly; this share of those drops the other side's lines, the rest breaks the work of either. No source. */
  resolvesWrongly: 0.15,
  dropsLines: 0.5,
  /** Whoever is told that two pieces of work do not fit together mends it. As `mendsFault`. */
  mendsClash: 0.85,
  /** A reviewer finds a fault that no command shows; it claims one that is not there. No source. */
  reviewFinds: 0.5,
  reviewImagines: 0.1,
  /** The command of such a claim is wrong itself, so that it fails on right work. Its author then breaks the work. No source. */
  reviewCommandIsWrong: 0.3,
  wrongReviewMisleads: 0.3,
  /** Who is told to wait for other work ends its turn (`forecast: pause`). No source. */
  waitsWhenTold: 0.9,
} as const

/** All assumptions: the agents' conduct, and how their work meets. */
export const ASSUMPTIONS = { ...CONDUCT, ...MERGING } as const

/** The same numbers, or others in their place. */
export type Assumptions = { readonly [Name in keyof typeof ASSUMPTIONS]: number }

const NAMES = Object.keys(ASSUMPTIONS) as (keyof Assumptions)[]

/** A switch for each assumption, for `parseArgs`: gatesBlind is --gates-blind. */
export const ASSUMPTION_SWITCHES = Object.fromEntries(NAMES.map(name => [switchOf(name), { type: 'string' }])) as Record<
  string,
  { readonly type: 'string' }
>

/** The assumptions that were given on the command line; a value that is no number is refused. */
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
