import { existsSync } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import pLimit from 'p-limit'
import { baseCommit } from '../refs/base-commit.ts'
import { readIndexFile } from '../repository/index-file.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import type { Worktree } from '../repository/worktree.ts'

/**
 * A worktree with more files than this is not watched for changes, because the system limits the number of watches for each user
 * (inotify). Czar reads the worktree every few seconds in any case.
 */
const MOST_FILES = 20_000
const MOST_FOLDERS = 4_000
const NEVER = new Set(['.git', 'node_modules'])
const GATHER_FOLDERS_MS = 100

/**
 * Lets worktrees be read one after the other. Reading a worktree of 5,000 files takes 0.15 s of CPU, and the launch needs the CPU too.
 */
const oneAfterTheOther = pLimit(1)

/**
 * Watches the folders of a worktree, except those that git ignores. It uses one inotify watch for each folder, and none for single files.
 */
export function watchTree(repository: Repository, worktree: Worktree, notice: () => void): { close(): Promise<void> } {
  const tree: Tree = { repository, worktree, notice, watcher: null, isClosed: false, closed: Promise.withResolvers(), folders: 0 }
  const started = oneAfterTheOther(() => start(tree)).catch(error => giveUp(tree, String(error)))
  return {
    async close() {
      end(tree)
      await tree.watcher?.close()
      await started
    },
  }
}

interface Tree {
  readonly repository: Repository
  readonly worktree: Worktree
  readonly notice: () => void
  watcher: FSWatcher | null
  isClosed: boolean
  /**
   * Resolves when the watch is closed. This is needed because a watcher that is closed while it still reads the folders never emits
   * `ready`.
   */
  readonly closed: PromiseWithResolvers<void>
  folders: number
}

async function start(tree: Tree): Promise<void> {
  const { repository, worktree } = tree
  if (tree.isClosed) return
  const tracked = (await entriesInIndex(worktree)) ?? (await askGit(repository, ['ls-files', '-z'], { worktree })).split('\0').length
  if (tracked > MOST_FILES) return giveUp(tree, `it has more than ${MOST_FILES} files`)
  const ignored = await ignoredFolders(tree)
  if (tree.isClosed) return
  const watcher = watch(worktree.path, {
    followSymlinks: false,
    ignored: (path, stats) => stats?.isDirectory() === false || ignored.has(path) || NEVER.has(path.slice(path.lastIndexOf(sep) + 1)),
  })
  tree.watcher = watcher
  watcher.on('error', error => giveUp(tree, String(error)))
  watcher.on('raw', (_event, name, details) => {
    if (!isOfGit(tree, name, details)) tree.notice()
  })
  watcher.on('addDir', () => {
    tree.folders += 1
    if (tree.folders === MOST_FOLDERS) giveUp(tree, `it has more than ${MOST_FOLDERS} folders`)
  })
  await Promise.race([new Promise<void>(resolve => watcher.once('ready', resolve)), tree.closed.promise])
  if (tree.isClosed) return
  noticeLoss(tree)
  forgetIgnored(tree, watcher)
}

/**
 * The number of entries according to the header of the index: `DIRC`, a version, the number (see gitformat-index). Returns null if the
 * header does not say it. In that case czar must ask git.
 */
async function entriesInIndex({ gitDir }: Worktree): Promise<number | null> {
  const file = await open(join(gitDir, 'index')).catch(() => null)
  if (file === null) return null
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(12), 0, 12, 0)
    return bytesRead === 12 && buffer.toString('latin1', 0, 4) === 'DIRC' ? buffer.readUInt32BE(8) : null
  } finally {
    await file.close()
  }
}

/** Stops watching folders that git ignores. A new folder, such as the output of a build, is watched at first, before git was asked. */
function forgetIgnored(tree: Tree, watcher: FSWatcher): void {
  const fresh = new Set<string>()
  async function ask(): Promise<void> {
    const input = [...fresh].map(path => `${relative(tree.worktree.path, path)}\0`).join('')
    fresh.clear()
    const ignored = await askGit(tree.repository, ['check-ignore', '-z', '--stdin'], { worktree: tree.worktree, input, answers: [1] })
    for (const path of ignored.split('\0').filter(Boolean)) watcher.unwatch(join(tree.worktree.path, path))
  }
  watcher.on('addDir', path => {
    if (path === tree.worktree.path) return
    if (fresh.size === 0) setTimeout(() => void ask().catch(() => {}), GATHER_FOLDERS_MS).unref()
    fresh.add(path)
  })
}

/** The folders that git ignores. Git never ignores a folder with tracked files, so it is asked only if there is another folder. */
async function ignoredFolders({ repository, worktree }: Tree): Promise<ReadonlySet<string>> {
  const entries = await readIndexFile(join(worktree.gitDir, 'index'), (await baseCommit(repository)).length)
  if (entries !== null && (await hasOnlyTheseFolders(worktree.path, foldersOf(entries.map(({ path }) => path))))) return new Set()
  const args = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory']
  const paths = (await askGit(repository, args, { worktree })).split('\0').filter(path => path.endsWith('/'))
  return new Set(paths.map(path => join(worktree.path, path).replace(/\/$/, '')))
}

/** All folders that contain one of these files. */
function foldersOf(files: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const file of files) {
    for (let end = file.lastIndexOf('/'); end > 0 && !folders.has(file.slice(0, end)); end = file.lastIndexOf('/', end - 1))
      folders.add(file.slice(0, end))
  }
  return folders
}

/** Whether `top` has no other folders than these, apart from those that are never watched. */
async function hasOnlyTheseFolders(top: string, folders: ReadonlySet<string>): Promise<boolean> {
  const waiting = ['']
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const found = await readdir(join(top, place), { withFileTypes: true }).catch(() => null)
    if (found === null) return false
    for (const { name } of found.filter(entry => entry.isDirectory() && !NEVER.has(entry.name))) {
      const inner = place === '' ? name : `${place}/${name}`
      // The index gives each byte as one character, so a name beyond ASCII is not found here, and git is asked.
      if (!folders.has(inner)) return false
      waiting.push(inner)
    }
  }
  return true
}

function isOfGit({ worktree }: Tree, name: string | null, details: unknown): boolean {
  const { watchedPath = worktree.path } = details as { watchedPath?: string }
  return NEVER.has(relative(worktree.path, join(watchedPath, name ?? '')).split(sep)[0] ?? '')
}

/** Reports a change if the worktree's folder is gone. If it was removed before the watch started, the watch does not report that. */
function noticeLoss({ worktree, notice }: Tree): void {
  if (!existsSync(worktree.path)) notice()
}

function giveUp(tree: Tree, reason: string): void {
  tree.repository.log('the files of a worktree are not watched, so it is only read at intervals', { path: tree.worktree.path, reason })
  noticeLoss(tree)
  end(tree)
  void tree.watcher?.close()
}

function end(tree: Tree): void {
  tree.isClosed = true
  tree.closed.resolve()
}
