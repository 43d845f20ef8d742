import { areAlike } from '../../text/alike.ts'
import type { Round, RoundKind } from '../types/advance.ts'

const KEPT = 12
const KEPT_SIGNS = 3
const TEXT_CHARS = 300

/** One more thing that is no progress. */
export interface Again {
  readonly kind: RoundKind
  readonly text: string
  /** The working tree at that time; null: not known. */
  readonly tree: string | null
  readonly seq: number
  readonly at: number
  /** How many of it came at once. */
  readonly count: number
}

/** The rounds with one more of its kind. The round that nothing was added to for longest is forgotten. */
export function addRound(rounds: readonly Round[], again: Again): readonly Round[] {
  const known = roundOf(rounds, again)
  const others = rounds.filter(round => round !== known)
  return [...others, known === undefined ? begin(again) : goOn(known, again)].slice(-KEPT)
}

/** The round that this belongs to, if there is one. */
export function roundOf(rounds: readonly Round[], { kind, text }: Pick<Again, 'kind' | 'text'>): Round | undefined {
  const share = SHARES[kind]
  return rounds.find(round => round.kind === kind && (share === null || areAlike(round.text, text, share)))
}

/** Which part of the words has to be the same; null: whatever it says. Two errors often differ in one word alone. */
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
