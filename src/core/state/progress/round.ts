import { areAlike } from '../../text/alike.ts'
import type { Round, RoundKind } from '../types/advance.ts'

const KEPT = 12
const KEPT_SIGNS = 3
const TEXT_CHARS = 300

/** One more repetition without progress. */
export interface Again {
  readonly kind: RoundKind
  readonly text: string
  /** The working tree when it happened; null: unknown. */
  readonly tree: string | null
  readonly seq: number
  readonly at: number
  /** How many times it happened already in this one event. */
  readonly count: number
}

/**
 * Adds a repetition to the round of similar repetitions. If there are too many rounds, the one that has not grown for
 * the longest time is dropped.
 */
export function addRound(rounds: readonly Round[], again: Again): readonly Round[] {
  const known = roundOf(rounds, again)
  const others = rounds.filter(round => round !== known)
  return [...others, known === undefined ? begin(again) : goOn(known, again)].slice(-KEPT)
}

/** The round that the repetition belongs to; undefined: none. */
export function roundOf(rounds: readonly Round[], { kind, text }: Pick<Again, 'kind' | 'text'>): Round | undefined {
  const share = SHARES[kind]
  return rounds.find(round => round.kind === kind && (share === null || areAlike(round.text, text, share)))
}

/** The share of words that must be the same; null: any text fits. Two different errors often differ in only one word. */
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
