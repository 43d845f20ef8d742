/** Paths on one command line: Linux takes 2 MB of arguments, macOS 1 MB. */
const PATHS_PER_CALL = 500

/** Paths as git takes them word for word, whatever characters they have. */
export function literal(files: readonly string[]): readonly string[] {
  return files.map(file => `:(literal,top)${file}`)
}

/** As many paths at a time as fit on one command line. */
export function chunks(files: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(files.length / PATHS_PER_CALL) }, (_, at) =>
    files.slice(at * PATHS_PER_CALL, (at + 1) * PATHS_PER_CALL),
  )
}
