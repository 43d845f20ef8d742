/** Room for all but task, scope and accept commands: prompts, a role, a rejection with its output, a handoff. */
const OWN_WORDS_CHARS = 19_000
/** Peers with a line of their own; the others are counted. */
export const MOST_PEERS = 20
/** Previous holders of a task that are named, the latest. */
export const MOST_EARLIER = 5
/** One line about a peer; longer ones are shortened when rendered. */
export const PEER_LINE_CHARS = 400
/** One line about a dependency: two names, a branch, a commit. */
const DEPENDENCY_LINE_CHARS = 400

export interface BriefWork {
  readonly owns: readonly string[]
  readonly accept: readonly string[]
  readonly peers: number
  readonly dependencies: number
}

/** Room that a brief needs around its task, so a launch can refuse a task too long for a program. */
export function briefOverheadChars({ owns, accept, peers, dependencies }: BriefWork): number {
  const lines = [...owns, ...accept].reduce((sum, line) => sum + line.length + 10, 0)
  return OWN_WORDS_CHARS + lines + Math.min(peers, MOST_PEERS) * PEER_LINE_CHARS + dependencies * DEPENDENCY_LINE_CHARS
}
