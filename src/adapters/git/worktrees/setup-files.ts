import { lstat, readFile, readlink, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Worktree } from '../repository/worktree.ts'

/** Untracked files that setup left: each path with its fingerprint. */
type SetupFiles = Readonly<Record<string, string>>

/**
 * The largest number of files that are recorded, because each is checked at every reading of the worktree. A repository
 * that ignores its build output has only a handful.
 */
const MOST = 10_000

/** Those of the `paths` that the setup made and that have not changed since. They are not work. */
export async function unchangedSince(worktree: Worktree, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set()
  const known = await readSetupFiles(worktree)
  const candidates = paths.filter(path => Object.hasOwn(known, path))
  const prints = await Promise.all(candidates.map(path => printOf(worktree, path)))
  return new Set(candidates.filter((path, at) => prints[at] === known[path]))
}

/** Records `paths` as the setup's in the worktree's git directory, and keeps earlier records. */
export async function noteSetupFiles(worktree: Worktree, paths: readonly string[]): Promise<void> {
  if (paths.length === 0 || paths.length > MOST) return
  const prints = await Promise.all(paths.map(async path => [path, await printOf(worktree, path)] as const))
  const files = { ...(await readSetupFiles(worktree)), ...Object.fromEntries(prints) }
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

async function printOf(worktree: Worktree, name: string): Promise<string> {
  const path = join(worktree.path, name)
  const stats = await lstat(path, { bigint: true }).catch(() => null)
  if (stats === null) return 'gone'
  return stats.isSymbolicLink() ? `link to ${await readlink(path)}` : `${stats.mode} ${stats.size} ${stats.mtimeNs}`
}
