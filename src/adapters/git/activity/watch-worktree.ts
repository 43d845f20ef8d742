import { join } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import type { Repository } from '../repository/repository.ts'
import { locateWorktree } from '../repository/worktree.ts'
import { throttle } from './throttle.ts'
import { watchTree } from './watch-tree.ts'

/**
 * Calls `listener` soon after a commit, a checkout or a change of files. Git's directory of the worktree is watched at once. The watch on
 * the files starts in the background, for one worktree at a time, so that a launch never waits for it. The folder with the branches is not
 * watched, because all worktrees share it: with 200 worktrees, each new branch would cause 200 x 200 file reads. If a branch is moved from
 * elsewhere, czar finds that at its next regular reading.
 */
export async function watchWorktree(repository: Repository, path: string, listener: () => void): Promise<{ close(): Promise<void> }> {
  const worktree = await locateWorktree(repository, path)
  const news = throttle(listener)
  const inform = {
    notice: news.notice,
    trouble: (error: unknown) =>
      repository.log('git’s folder of a worktree is not watched, so commits are noticed later', { path, reason: String(error) }),
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
 * The changes in git's directory that count. Git replaces HEAD and the index by renaming a new file, so the folder is watched: a watch on
 * the file itself would be lost at the first change.
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
