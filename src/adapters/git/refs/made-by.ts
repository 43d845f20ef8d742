import type { Repository } from '../repository/repository.ts'

/** The beginning of the reflog's line about a branch that czar made. The name of the project follows. */
const MADE_FOR = 'branch: Created by czar for '

/** What the reflog says about a branch that this project makes. */
export function madeBy({ options: { project } }: Repository): string {
  return project === undefined ? 'branch: Created by czar' : `${MADE_FOR}${project}`
}

/** The project for which czar made a branch, by the lines of the branch's reflog. Returns null if they do not name it. */
export function projectIn(reflog: readonly string[]): string | null {
  return reflog.findLast(line => line.startsWith(MADE_FOR))?.slice(MADE_FOR.length) ?? null
}
