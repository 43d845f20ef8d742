import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Everything below a folder that could be lost. It is found without any of czar's code. */
export interface Inventory {
  /** The blob id of every file outside a git directory, by its path (latin1). */
  readonly files: ReadonlyMap<string, string>
  /** Every commit in every object store. */
  readonly commits: ReadonlySet<string>
  /** Every commit and blob that a reference or reflog of a repository reaches. */
  readonly reached: ReadonlySet<string>
}

export function takeInventory(root: string, env: Readonly<Record<string, string>>): Inventory {
  const files = new Map<string, string>()
  const gitDirs: string[] = []
  walk(root, files, gitDirs)
  const git = (gitDir: string, args: readonly string[]) =>
    execFileSync('git', [...args], {
      env: { ...env, GIT_DIR: gitDir },
      encoding: 'utf8',
      maxBuffer: 1e9,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  const commits = new Set<string>()
  const reached = new Set<string>()
  for (const gitDir of gitDirs) {
    for (const line of git(gitDir, ['cat-file', '--batch-all-objects', '--batch-check']).split('\n')) {
      const [oid = '', type] = line.split(' ')
      if (type === 'commit') commits.add(oid)
    }
    // Existing worktrees are covered too, because git includes a repository's own worktrees.
    for (const line of git(gitDir, ['rev-list', '--objects', '--all', '--reflog']).split('\n')) reached.add(line.split(' ')[0] ?? '')
  }
  return { files, commits, reached }
}

function walk(folder: string, files: Map<string, string>, gitDirs: string[]): void {
  const bytes = (name: string) => Buffer.from(`${folder}/${name}`, 'latin1')
  const names = readdirSync(Buffer.from(folder, 'latin1'), { encoding: 'buffer' }).map(name => name.toString('latin1'))
  if (['HEAD', 'objects', 'refs'].every(name => names.includes(name))) {
    gitDirs.push(folder)
    const inner = ['modules', 'worktrees'].filter(name => existsSync(bytes(name)))
    for (const name of inner) walk(`${folder}/${name}`, new Map(), gitDirs)
    return
  }
  for (const name of names) {
    const path = bytes(name)
    const stats = lstatSync(path)
    if (stats.isDirectory()) walk(`${folder}/${name}`, files, gitDirs)
    else if (name !== '.git' && stats.isSymbolicLink()) files.set(`${folder}/${name}`, blobOf(readlinkSync(path, { encoding: 'buffer' })))
    else if (name !== '.git' && stats.isFile()) files.set(`${folder}/${name}`, blobOf(readFileSync(path)))
  }
}

function blobOf(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
}

export interface Loss {
  readonly commits: readonly string[]
  readonly files: readonly string[]
}

/**
 * What was lost between two inventories: commits that no reference reaches any more, and missing files that are in no reachable commit and
 * that the command did not name.
 */
export function lossesBetween(before: Inventory, after: Inventory, said: string): Loss {
  const contents = new Set(after.files.values())
  const isNamed = (path: string) => {
    const parts = Buffer.from(path, 'latin1').toString().split('/')
    return parts.some((_, at) => {
      const end = parts.slice(at).join('/')
      // The file, or one of the folders that contain it, as the command's report names it.
      const names = [` ${end} (`, ...parts.slice(at, -1).map((_, length) => ` ${parts.slice(at, at + length + 1).join('/')}/`)]
      return names.some(name => said.includes(name))
    })
  }
  return {
    commits: [...before.commits].filter(oid => !after.reached.has(oid)),
    files: [...before.files]
      .filter(([path, blob]) => after.files.get(path) !== blob && !after.reached.has(blob) && !contents.has(blob) && !isNamed(path))
      .map(([path]) => path),
  }
}
