import { areAlike } from '../../text/alike.ts'
import type { Round, RoundKind } from '../types/advance.ts'

const KEPT = 12
const KEPT_SIGNS = 3
const TEXT_CHARS = 300

/** Something that the worker has done once more without progress. */
export interface Again {
  readonly kind: RoundKind
  readonly text: string
  /** The git tree of the working files when it happened, or null if it is unknown. */
  readonly tree: string | null
  readonly seq: number
  readonly at: number
  /** How many times it has happened within this one event. */
  readonly count: number
}

/**
 * Adds a repetition to similar ones. If there are too many different ones, the one that has not come again for the longest time is dropped.
 */
export function addRound(rounds: readonly Round[], again: Again): readonly Round[] {
  const known = roundOf(rounds, again)
  const others = rounds.filter(round => round !== known)
  return [...others, known === undefined ? begin(again) : goOn(known, again)].slice(-KEPT)
}

/** Returns the repetitions to which this one belongs, or undefined if there are none. */
export function roundOf(rounds: readonly Round[], { kind, text }: Pick<Again, 'kind' | 'text'>): Round | undefined {
  const share = SHARES[kind]
  return rounds.find(round => round.kind === kind && (share === null || areAlike(round.text, text, share)))
}

/**
 * Two texts are similar if this share of their words is the same. With null every text fits. Two different errors often differ in only one
 * word, so the share for them is high.
 */
const SHARES = {
  error: 0.8,
  report: 0.6,
  commit: 0.6,
  reports: null,
  drop: null,
  commits: null,
  tree: null,
} satisfies Record<RoundKind, number | null>

function begin({ kind, text, tree, seq, at, count }: Again): Round {
  return {
    kind,
    text: text.slice(0, TEXT_CHARS),
    count,
    since: at,
    still: { tree, count, since: at },
    last: [{ seq, at, text: text.slice(0, TEXT_CHARS) }],
  }
}

function goOn(round: Round, again: Again): Round {
  const { tree, at, count } = again
  const begun = begin(again)
  const { still } = round
  return {
    ...round,
    count: round.count + count,
    still: still.tree === tree ? { ...still, count: still.count + count } : { tree, count, since: at },
    last: [...round.last, ...begun.last].slice(-KEPT_SIGNS),
  }
}
