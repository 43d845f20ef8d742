import type { Repository } from './repository.ts'
import { askGit } from './run-git.ts'

export interface PathVersion {
  /** The mode of the file, for example `100644`. `120000` is a symbolic link, and `160000` a submodule. */
  readonly mode: string
  readonly object: string
}

export interface ChangedPath {
  readonly path: string
  /** The path before the change. null: it did not exist. */
  readonly before: PathVersion | null
  readonly after: PathVersion | null
}

/**
 * The paths that differ between two commits or trees. A renamed file is listed under both names. `env` may name a separate folder of
 * objects.
 */
export async function changedPaths(
  repository: Repository,
  { from, to }: { readonly from: string; readonly to: string },
  env?: Readonly<Record<string, string>>,
): Promise<readonly ChangedPath[]> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', from, to]
  const fields = (await askGit(repository, args, env === undefined ? { isFixed: true } : { env })).split('\0')
  return Array.from({ length: Math.floor(fields.length / 2) }, (_, at) => parse(fields[at * 2] ?? '', fields[at * 2 + 1] ?? ''))
}

/** Parses a line such as `:100644 100755 <object> <object> M`. */
function parse(facts: string, path: string): ChangedPath {
  const [before = '', after = '', old = '', now = ''] = facts.slice(1).split(' ')
  return { path, before: version(before, old), after: version(after, now) }
}

function version(mode: string, object: string): PathVersion | null {
  return mode === '000000' ? null : { mode, object }
}
