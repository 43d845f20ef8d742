import { readdir, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { execa } from 'execa'
import { ToolError } from '../../../core/model/errors.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import { refuseWhileInUse } from '../../processes/refuse-while-in-use.ts'
import type { Repository } from '../repository/repository.ts'
import { locateWorktree } from '../repository/worktree.ts'
import { findWorktree, REMOVED } from './find-worktree.ts'
import { innerRepositories } from './inner-repository.ts'

/**
 * Removes a worktree with everything in it. If its folder is gone, removes git's entry for it. A worktree that a person has changed
 * (moved, locked, replaced) is left alone. This function neither asks nor saves anything, so call `takeStock` and `saveWorktree` first. It
 * refuses while a process works in the worktree.
 */
export async function removeWorktree(repository: Repository, wanted: string): Promise<void> {
  const { path, standing, entries } = await findWorktree(repository, wanted)
  if (standing.kind === 'astray') return
  await clearRemoved(dirname(path))
  if (standing.kind === 'gone') return forgetEntries(repository, entries)
  await refuseWhileInUse(path)
  const worktree = await locateWorktree(repository, path)
  const linked = innerRepositories(repository, worktree).repositories.filter(({ kind }) => kind === 'linked')
  const aside = join(dirname(path), `${REMOVED}${basename(path)}-${process.pid}`)
  // The folder is renamed before it is deleted. If the deletion is interrupted, the name then shows that the folder may be deleted.
  await rename(path, aside)
  await forgetEntries(repository, [worktree.gitDir, ...linked.map(({ gitDir }) => gitDir)])
  await deleteFolder(aside)
}

/** Deletes folders whose deletion was interrupted earlier. */
async function clearRemoved(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter(name => name.startsWith(REMOVED))) await deleteFolder(join(folder, name)).catch(() => {})
}

/**
 * Deletes a folder with `rm`, because Node fails on names that are not UTF-8. Folders without write permission (such as Go's module cache)
 * are made writable before.
 */
async function deleteFolder(path: string): Promise<void> {
  // `rm` is started in `/`, because this process may be running in the folder that is deleted.
  const options = { reject: false, stdin: 'ignore', cwd: '/' } as const
  const first = await execa('rm', ['-rf', '--', path], options)
  if (first.exitCode === 0) return
  await execa('chmod', ['-R', 'u+rwX', '--', path], options)
  const second = await execa('rm', ['-rf', '--', path], options)
  if (second.exitCode === 0) return
  const words = (second.stderr ?? '').split('\n').filter(Boolean)
  throw new ToolError(`${path} could not be deleted whole`, {
    command: ['rm', '-rf', path],
    reason: 'failed',
    details: words.slice(0, 3),
    hint: `sudo rm -rf ${shellWord(path)}`,
  })
}

/** Removes these entries of worktrees from the git directory, as `git worktree prune` would remove all of them. */
async function forgetEntries(repository: Repository, entries: readonly string[]): Promise<void> {
  if (entries.length === 0) return
  await repository.lock(async () => {
    for (const entry of entries) await rm(entry, { recursive: true, force: true })
    await rmdir(join(repository.commonDir, 'worktrees')).catch(() => {})
  })
}
