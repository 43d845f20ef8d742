/** What a brief may say besides task, scope and accept commands; the texts in prompts/ stay well below. */
const OWN_WORDS_CHARS = 8000
/** One line about a peer or a dependency; longer ones are shortened when rendered. */
export const PEER_LINE_CHARS = 400

/** Room that a brief needs around its task, so that a task too long for a program is refused before anything starts. */
export function briefOverheadChars(work: {
  readonly owns: readonly string[]
  readonly accept: readonly string[]
  readonly peers: number
}): number {
  const lines = [...work.owns, ...work.accept].reduce((sum, line) => sum + line.length + 10, 0)
  return OWN_WORDS_CHARS + lines + work.peers * PEER_LINE_CHARS
}
