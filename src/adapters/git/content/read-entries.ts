import type { CommitSha } from '../../../core/model/ids.ts'
import { chunks, literal } from '../repository/path-arguments.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'

/** A file, a symbolic link, or a submodule. A submodule is only the name of a commit in another repository, so it has no size. */
export interface Entry {
  readonly path: string
  readonly object: string
  readonly isSubmodule: boolean
  readonly bytes: number | null
}

/** The entries of these files in a commit, by path. A file that the commit does not have is left out. */
export async function readEntries(
  repository: Repository,
  commit: CommitSha,
  files: readonly string[],
): Promise<ReadonlyMap<string, Entry>> {
  const wanted = new Set(files)
  const entries = await listed(repository, ['-r', '-l'], { commit, paths: files })
  return new Map(entries.filter(({ path }) => wanted.has(path)).map(entry => [entry.path, entry]))
}

/** Returns which of these folders the commit contains. */
export async function readFolders(repository: Repository, commit: CommitSha, folders: readonly string[]): Promise<ReadonlySet<string>> {
  const facts = await repository.objects.facts(folders.map(folder => `${commit}:${folder}`))
  const isTree = (_: string, at: number) => facts?.[at]?.type === 'tree'
  const left = folders.filter((folder, at) => !isTree(folder, at))
  const more = (await listed(repository, ['-d', '-l'], { commit, paths: left })).map(({ path }) => path)
  return new Set([...folders.filter(isTree), ...more])
}

interface ListedPaths {
  readonly commit: CommitSha
  readonly paths: readonly string[]
}

async function listed(repository: Repository, how: readonly string[], { commit, paths }: ListedPaths): Promise<readonly Entry[]> {
  const found: Entry[] = []
  for (const some of chunks(paths)) {
    if (some.length === 0) continue
    const text = await askGit(repository, ['ls-tree', ...how, '-z', '--full-tree', commit, '--', ...literal(some)], { isFixed: true })
    found.push(...text.split('\0').filter(Boolean).map(parse))
  }
  return found
}

/** The file mode by which git marks a submodule. */
export const SUBMODULE_MODE = '160000'

/** Parses a line of git such as `100644 blob <object>    1234\t<path>`. */
function parse(line: string): Entry {
  const [facts = '', path = ''] = [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]
  const [mode, , object = '', size = '-'] = facts.split(/\s+/)
  return { path, object, isSubmodule: mode === SUBMODULE_MODE, bytes: size === '-' ? null : Number(size) }
}
