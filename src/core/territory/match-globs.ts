import picomatch from 'picomatch'

/** An empty list matches nothing; names that begin with a dot, or contain a line break (flag s), are ordinary names. */
export function matchGlobs(globs: readonly string[]): (path: string) => boolean {
  return globs.length === 0 ? () => false : picomatch([...globs], { dot: true, flags: 's' })
}
