import { join, relative, sep } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import pLimit from 'p-limit'
import type { Repository } from './repository.ts'
import { askGit } from './run-git.ts'
import type { Worktree } from './worktree.ts'

/** Above this a tree is not watched: inotify has a limit per user, and the caller looks every few seconds anyway. */
const MOST_FILES = 20_000
const MOST_FOLDERS = 4_000
const NEVER = new Set(['.git', 'node_modules'])

const oneAfterTheOther = pLimit(1)

/** Watches the folders of a worktree (never its single files: one inotify watch a folder) without those that git ignores. */
export function watchTree(repository: Repository, worktree: Worktree, notice: () => void): { close(): Promise<void> } {
  let watcher: FSWatcher | null = null
  let isClosed = false
  const started = oneAfterTheOther(async () => {
    const ignored = await ignoredFolders(repository, worktree)
    if (ignored === null || isClosed) return
    watcher = openWatcher(worktree, ignored, notice)
    await new Promise<void>(resolve => watcher?.once('ready', resolve))
  }).catch(error => repository.log('files are not watched', { path: worktree.path, reason: String(error) }))
  return {
    async close() {
      isClosed = true
      await watcher?.close()
      await started
    },
  }
}

/** null: too many files to watch. */
async function ignoredFolders(repository: Repository, worktree: Worktree): Promise<ReadonlySet<string> | null> {
  const tracked = await askGit(repository, ['ls-files', '-z'], { worktree })
  if (tracked.split('\0').length > MOST_FILES) return null
  const args = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory']
  const paths = (await askGit(repository, args, { worktree })).split('\0')
  return new Set(
    paths
      .filter(path => path.endsWith('/'))
      .map(path => join(worktree.path, path))
      .map(path => path.replace(/\/$/, '')),
  )
}

function openWatcher(worktree: Worktree, ignored: ReadonlySet<string>, notice: () => void): FSWatcher {
  let folders = 0
  const watcher = watch(worktree.path, {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path, stats) =>
      stats?.isFile() === true || stats?.isSymbolicLink() === true || ignored.has(path) || NEVER.has(path.slice(path.lastIndexOf(sep) + 1)),
  })
  watcher.on('raw', (_event, name, details) => {
    const from = (details as { watchedPath?: string }).watchedPath ?? worktree.path
    const first = relative(worktree.path, join(from, name ?? '')).split(sep)[0]
    if (first !== '.git') notice()
  })
  watcher.on('error', () => {})
  watcher.on('addDir', () => {
    folders += 1
    if (folders > MOST_FOLDERS) void watcher.close()
  })
  return watcher
}
