import { fixedPart } from './match-globs.ts'

/** The directories that path patterns reach into; no patterns mean the whole repository. */
export function reachOf(globs: readonly string[]): readonly string[] {
  return globs.length === 0 ? [''] : globs.map(fixedPart)
}

/**
 * Whether two sets of directories overlap. Only the parts before the first wildcard count, so the result may be true
 * although no path is shared.
 */
export function shareTerritory(one: readonly string[], other: readonly string[]): boolean {
  return one.some(mine => other.some(theirs => isWithin(mine, theirs) || isWithin(theirs, mine)))
}

function isWithin(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`)
}
