import picomatch from 'picomatch'
import { memoizeByObject } from '../engine/memoize-by-object.ts'

/**
 * Do two lists of path patterns reach into the same directories? By the part before the first wildcard, which errs
 * on the side of yes; no pattern at all is the whole repository.
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
