import { lstat, readFile, readlink, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Worktree } from '../repository/worktree.ts'

/** The untracked files that the setup commands made. Each path has a fingerprint of its file. */
type SetupFiles = Readonly<Record<string, string>>

/**
 * At most this many files are recorded, because each of them is checked at every reading of the worktree. If the repository ignores its
 * build output, there are only a few.
 */
const MOST = 10_000

/** Those of the `paths` that the setup commands made and that have not changed since. They do not count as the worker's work. */
export async function unchangedSince(worktree: Worktree, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set()
  const known = await readSetupFiles(worktree)
  const candidates = paths.filter(path => Object.hasOwn(known, path))
  const fingerprints = await Promise.all(candidates.map(path => fingerprintOf(worktree, path)))
  return new Set(candidates.filter((path, at) => fingerprints[at] === known[path]))
}

/** Records in the worktree's git directory that the setup commands made `paths`. Earlier records stay. */
export async function noteSetupFiles(worktree: Worktree, paths: readonly string[]): Promise<void> {
  if (paths.length === 0 || paths.length > MOST) return
  const fingerprints = await Promise.all(paths.map(async path => [path, await fingerprintOf(worktree, path)] as const))
  const files = { ...(await readSetupFiles(worktree)), ...Object.fromEntries(fingerprints) }
  await writeFile(`${noteOf(worktree)}.new`, JSON.stringify(files))
  await rename(`${noteOf(worktree)}.new`, noteOf(worktree))
}

async function readSetupFiles(worktree: Worktree): Promise<SetupFiles> {
  const text = await readFile(noteOf(worktree), 'utf8').catch(() => null)
  return text === null ? {} : (JSON.parse(text) as SetupFiles)
}

function noteOf(worktree: Worktree): string {
  return join(worktree.gitDir, 'czar-setup.json')
}

async function fingerprintOf(worktree: Worktree, name: string): Promise<string> {
  const path = join(worktree.path, name)
  const stats = await lstat(path, { bigint: true }).catch(() => null)
  if (stats === null) return 'gone'
  return stats.isSymbolicLink() ? `link to ${await readlink(path)}` : `${stats.mode} ${stats.size} ${stats.mtimeNs}`
}
