import { join } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import type { Repository } from '../repository/repository.ts'
import { locateWorktree } from '../repository/worktree.ts'
import { throttle } from './throttle.ts'
import { watchTree } from './watch-tree.ts'

/**
 * Calls back soon after a commit, a checkout or a change of files. git's own directory is watched at once. The trees
 * follow in the background, one worktree at a time, so that a launch never waits. All worktrees share the folder of the
 * branches, and it is not watched: with 200 worktrees, each new branch would cause 200 x 200 file reads. The caller's
 * next poll finds a branch that was moved elsewhere.
 */
export async function watchWorktree(repository: Repository, path: string, listener: () => void): Promise<{ close(): Promise<void> }> {
  const worktree = await locateWorktree(repository, path)
  const news = throttle(listener)
  const inform = {
    notice: news.notice,
    trouble: (error: unknown) => repository.log('git’s folder is not watched', { path, reason: String(error) }),
  }
  const own = watchFolders([worktree.gitDir, join(worktree.gitDir, 'logs')], name => INTERESTING.test(name), inform)
  const tree = watchTree(repository, worktree, news.notice)
  return {
    async close() {
      news.close()
      await Promise.all([own.close(), tree.close()])
    },
  }
}

/**
 * The folder is watched and not the files, because git replaces HEAD and index by renaming. A watch on a file itself
 * would lose it.
 */
const INTERESTING = /^(HEAD|index|MERGE_HEAD|ORIG_HEAD|COMMIT_EDITMSG)$/

interface Inform {
  readonly notice: () => void
  readonly trouble: (error: unknown) => void
}

function watchFolders(folders: readonly string[], isInteresting: (name: string) => boolean, { notice, trouble }: Inform): FSWatcher {
  const watcher = watch([...folders], {
    depth: 0,
    ignoreInitial: true,
    ignored: (name, stats) => stats?.isFile() === true && !folders.includes(name),
  })
  watcher.on('raw', (_event, name) => {
    if (name != null && isInteresting(name)) notice()
  })
  watcher.on('error', trouble)
  return watcher
}
