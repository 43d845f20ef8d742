import { readdir, readFile, rm, rmdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Repository } from '../repository/repository.ts'

/**
 * Removes what is left for `path` if `git worktree add` was killed. git 2.39 locks such an entry as "initializing" until it is complete,
 * and otherwise refuses to use it or to add it again. Call this under the repository's lock, so that no other process can be adding it
 * now.
 */
export async function clearHalfRegistration(repository: Repository, path: string): Promise<void> {
  for (const entry of await entriesOf(repository, path)) {
    if ((await read(join(entry, 'locked'))) !== 'initializing') continue
    await rm(entry, { recursive: true, force: true })
    await clearEmptyFolder(path)
  }
}

/**
 * Whether git has an entry for a worktree at `path`, even if the folder is missing. It reads the same files as git, without starting git.
 */
export async function isRegistered(repository: Repository, path: string): Promise<boolean> {
  return (await entriesOf(repository, path)).length > 0
}

export async function entriesOf(repository: Repository, path: string): Promise<readonly string[]> {
  const entries = join(repository.commonDir, 'worktrees')
  const names = await readdir(entries).catch(() => [])
  const found = await Promise.all(
    names.map(async name => {
      const back = await read(join(entries, name, 'gitdir'))
      return back !== null && resolve(entries, name, back) === join(path, '.git') ? [join(entries, name)] : []
    }),
  )
  return found.flat()
}

/**
 * Removes the folder if it contains only `.git`, because `worktree add` has written nothing else up to that point. Anything else may
 * belong to a person.
 */
async function clearEmptyFolder(path: string): Promise<void> {
  const names = await readdir(path).catch(() => [])
  if (names.some(name => name !== '.git')) return
  await rm(join(path, '.git'), { force: true })
  await rmdir(path).catch(() => {})
}

async function read(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => null)
  return text === null ? null : text.trim()
}
