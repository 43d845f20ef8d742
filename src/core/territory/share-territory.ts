import picomatch from 'picomatch'
import { memoizeByObject } from '../policy/engine/memoize-by-object.ts'

/**
 * Whether two lists of path patterns reach into the same directories. Compares the parts before the first wildcard, so it
 * errs on the side of yes; no patterns mean the whole repository.
 */
export function shareTerritory(one: readonly string[], other: readonly string[]): boolean {
  if (one.length === 0 || other.length === 0) return true
  const theirs = directoriesOf(other)
  return directoriesOf(one).some(mine => theirs.some(directory => isWithin(mine, directory) || isWithin(directory, mine)))
}

const directoriesOf = memoizeByObject((owns: readonly string[]): readonly string[] => owns.map(pattern => picomatch.scan(pattern).base))

function isWithin(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`)
}
