import { fixedPart } from './match-globs.ts'

/** Returns the folders in which the patterns may match files. If there are no patterns, it is the whole repository (''). */
export function reachOf(globs: readonly string[]): readonly string[] {
  return globs.length === 0 ? [''] : globs.map(fixedPart)
}

/**
 * Whether two sets of patterns may match files in the same folder. Only the parts before the first wildcard count, so the answer may be
 * true although no path matches both.
 */
export function shareTerritory(one: readonly string[], other: readonly string[]): boolean {
  return one.some(mine => other.some(theirs => isWithin(mine, theirs) || isWithin(theirs, mine)))
}

function isWithin(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`)
}
