/**
 * The room that is reserved for everything in a brief except the task, the worker's files and the accept commands. It is for czar's own
 * text, a role, a rejection with its output, and notes of an earlier agent.
 */
const OWN_WORDS_CHARS = 19_000
/** A brief describes at most this many other workers, one line each. It only counts the rest. */
export const MOST_PEERS = 20
/** A brief names this many of the workers that had the task before, the latest ones. */
export const MOST_EARLIER = 5
/** The longest line about another worker. A longer one is shortened. */
export const PEER_LINE_CHARS = 400
/** The longest line about a task that this task needs. It has two names, a branch and a commit. */
const DEPENDENCY_LINE_CHARS = 400

/** A brief quotes at most this much of a file that an earlier stage delivered. */
export const QUOTED_CHARS = 12_000
/** The room for one quoted file: its lines get a bar in front, and a sentence says what the file is. */
const QUOTED_ROOM_CHARS = 20_000

export interface BriefWork {
  readonly owns: readonly string[]
  readonly accept: readonly string[]
  readonly peers: number
  readonly dependencies: number
  /** How many files of earlier stages the brief quotes. */
  readonly quoted?: number
}

/**
 * Returns how many characters a brief needs besides the task. By this number a launch refuses a task that is too long for the agent's
 * program.
 */
export function briefOverheadChars({ owns, accept, peers, dependencies, quoted = 0 }: BriefWork): number {
  const lines = [...owns, ...accept].reduce((sum, line) => sum + line.length + 10, 0)
  return (
    OWN_WORDS_CHARS +
    lines +
    Math.min(peers, MOST_PEERS) * PEER_LINE_CHARS +
    dependencies * DEPENDENCY_LINE_CHARS +
    quoted * QUOTED_ROOM_CHARS
  )
}
