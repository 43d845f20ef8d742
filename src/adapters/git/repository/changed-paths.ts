import type { Repository } from './repository.ts'
import { askGit } from './run-git.ts'

export interface PathVersion {
  /** `100644`, `120000` for a link, `160000` for another repository's commit. */
  readonly mode: string
  readonly object: string
}

export interface ChangedPath {
  readonly path: string
  /** null: the path did not exist. */
  readonly before: PathVersion | null
  readonly after: PathVersion | null
}

/** Paths that differ between two commits or trees, a renamed one under both names. `env` names a quarantine of objects. */
export async function changedPaths(
  repository: Repository,
  { from, to }: { readonly from: string; readonly to: string },
  env?: Readonly<Record<string, string>>,
): Promise<readonly ChangedPath[]> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', from, to]
  const fields = (await askGit(repository, args, env === undefined ? { isFixed: true } : { env })).split('\0')
  return Array.from({ length: Math.floor(fields.length / 2) }, (_, at) => parse(fields[at * 2] ?? '', fields[at * 2 + 1] ?? ''))
}

/** Matches `:100644 100755 <object> <object> M`. */
function parse(facts: string, path: string): ChangedPath {
  const [before = '', after = '', old = '', now = ''] = facts.slice(1).split(' ')
  return { path, before: version(before, old), after: version(after, now) }
}

function version(mode: string, object: string): PathVersion | null {
  return mode === '000000' ? null : { mode, object }
}
