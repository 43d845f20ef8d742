import picomatch from 'picomatch'

export type MatchesPath = (path: string) => boolean

/**
 * Whether any of the globs matches the path; an empty list matches nothing. Names that begin with a dot or contain a line break (flag s)
 * are treated like others.
 */
export function matchGlobs(globs: readonly string[]): MatchesPath {
  return globs.length === 0 ? () => false : picomatch([...globs], { dot: true, flags: 's' })
}

/** The part of a pattern before its first wildcard: a directory, or a whole path. */
export function fixedPart(glob: string): string {
  return picomatch.scan(glob).base
}
