/** How many paths are passed in one command line. The arguments may take 2 MB on Linux and 1 MB on macOS. */
export const PATHS_PER_CALL = 500

/** Pathspecs for these files. Git takes each character of a name literally, even `*`. */
export function literal(files: readonly string[]): readonly string[] {
  return files.map(file => `:(literal,top)${file}`)
}

/** Splits paths into groups, so that each group fits on one command line. */
export function chunks(files: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(files.length / PATHS_PER_CALL) }, (_, at) =>
    files.slice(at * PATHS_PER_CALL, (at + 1) * PATHS_PER_CALL),
  )
}
