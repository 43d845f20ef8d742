/**
 * The room for all parts of a brief except task, territory and accept commands: prompts, a role, a rejection with its
 * output, a handoff.
 */
const OWN_WORDS_CHARS = 19_000
/** Number of peers that get a line of their own; the others are counted. */
export const MOST_PEERS = 20
/** Number of previous holders of a task that a brief names: the latest ones. */
export const MOST_EARLIER = 5
/** Longest line about a peer; longer lines are shortened. */
export const PEER_LINE_CHARS = 400
/** Longest line about a dependency: two names, a branch, a commit. */
const DEPENDENCY_LINE_CHARS = 400

export interface BriefWork {
  readonly owns: readonly string[]
  readonly accept: readonly string[]
  readonly peers: number
  readonly dependencies: number
}

/** The room that a brief needs around its task. A launch uses it to refuse a task that is too long for a program. */
export function briefOverheadChars({ owns, accept, peers, dependencies }: BriefWork): number {
  const lines = [...owns, ...accept].reduce((sum, line) => sum + line.length + 10, 0)
  return OWN_WORDS_CHARS + lines + Math.min(peers, MOST_PEERS) * PEER_LINE_CHARS + dependencies * DEPENDENCY_LINE_CHARS
}
