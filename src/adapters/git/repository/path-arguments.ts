/** Paths per command line: Linux takes 2 MB of arguments, macOS 1 MB. */
export const PATHS_PER_CALL = 500

/** Pathspecs that git matches literally, whatever characters they contain. */
export function literal(files: readonly string[]): readonly string[] {
  return files.map(file => `:(literal,top)${file}`)
}

/** Splits paths into groups that fit on one command line. */
export function chunks(files: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(files.length / PATHS_PER_CALL) }, (_, at) =>
    files.slice(at * PATHS_PER_CALL, (at + 1) * PATHS_PER_CALL),
  )
}
