import { readdir, readFile, rm, rmdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Repository } from '../repository/repository.ts'

/**
 * Removes what a `git worktree add` for `path` left when it was killed in the middle: git 2.39 locks the entry
 * with the word "initializing" until it is whole, and refuses both to use and to add it again. Must be called
 * under the repository's lock, so that it can not be somebody's who is still adding.
 */
export async function clearHalfRegistration(repository: Repository, path: string): Promise<void> {
  for (const entry of await entriesOf(repository, path)) {
    if ((await read(join(entry, 'locked'))) !== 'initializing') continue
    await rm(entry, { recursive: true, force: true })
    await clearEmptyFolder(path)
  }
}

/** Does git have an entry for a worktree at `path`, whether or not the folder is there? Read as git does, without its process. */
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

/** `worktree add` has written nothing but `.git` by then; anything else is not ours to remove. */
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
