import picomatch from 'picomatch'

export type MatchesPath = (path: string) => boolean

/**
 * Returns a function which says whether any of the patterns matches a path. Without patterns nothing matches. Names that begin with a dot
 * or contain a line break (flag s) are treated like all others.
 */
export function matchGlobs(globs: readonly string[]): MatchesPath {
  return globs.length === 0 ? () => false : picomatch([...globs], { dot: true, flags: 's' })
}

/** Returns the part of a pattern before its first wildcard. It is a folder, or the whole path. */
export function fixedPart(glob: string): string {
  return picomatch.scan(glob).base
}
