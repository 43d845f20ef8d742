import { readdir, readFile, rm, rmdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Repository } from './repository.ts'

/**
 * Removes what a `git worktree add` for `path` left when it was killed in the middle: git 2.39 locks the entry
 * with the word "initializing" until it is whole, and refuses both to use and to add it again. Must be called
 * under the repository's lock, so that it can not be somebody's who is still adding.
 */
export async function clearHalfRegistration(repository: Repository, path: string): Promise<void> {
  const entries = join(repository.commonDir, 'worktrees')
  for (const name of await readdir(entries).catch(() => [])) {
    const entry = join(entries, name)
    const back = await read(join(entry, 'gitdir'))
    if (back === null || resolve(entry, back) !== join(path, '.git')) continue
    if ((await read(join(entry, 'locked'))) !== 'initializing') continue
    await rm(entry, { recursive: true, force: true })
    await clearEmptyFolder(path)
  }
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
