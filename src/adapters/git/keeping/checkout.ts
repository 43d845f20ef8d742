import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { copyIndex } from '../activity/snapshot.ts'
import { alternates } from '../repository/alternates.ts'
import { type IndexEntry, readIndexFile } from '../repository/index-file.ts'
import type { Repository } from '../repository/repository.ts'
import { type GitCall, runGit } from '../repository/run-git.ts'

/** A folder of files with its index: a worktree, or a repository inside a worktree. */
export interface Checkout {
  readonly path: string
  /**
   * The value for GIT_DIR. For a repository inside the worktree it is the directory of the outer repository, so that git never reads the
   * settings of the inner one.
   */
  readonly gitDir: string
  /** The index of the checkout. It is only read, because each call works on a copy of it. */
  readonly index: string
  /** The commit that is checked out. null: there is no commit yet. */
  readonly head: string | null
  /** Whether `gitDir` belongs to this checkout. If so, git finds the checkout's own HEAD in `gitDir`. */
  readonly isLinked: boolean
  /** More directories in which git looks for objects, besides the repository's own. */
  readonly stores: readonly string[]
  /** Repositories inside this checkout, relative to `path`. The files of these repositories do not belong to the checkout. */
  readonly without: readonly string[]
}

/** Settings with which git reports every edit. The user's own settings may make git overlook a changed path. */
const SEE_ALL = [
  'core.trustctime=true',
  'core.checkStat=default',
  'core.ignoreStat=false',
  'core.untrackedCache=false',
  'core.sparseCheckout=false',
  'core.safecrlf=false',
  'add.ignoreErrors=false',
].flatMap(setting => ['-c', setting])

/** The parts of one git command on a checkout, with a private copy of the index. */
export interface CheckoutCall {
  readonly repository: Repository
  readonly checkout: Checkout
  /** The private copy of the index. */
  readonly index: string
}

/** Runs git on the checkout. Paths are latin1 in both directions, so every name keeps its exact bytes. */
export async function onCheckout({ repository, checkout, index }: CheckoutCall, args: readonly string[], call: GitCall = {}) {
  const { path, gitDir, stores } = checkout
  const env = { ...environmentOf(stores), GIT_INDEX_FILE: index }
  return runGit(repository, [...SEE_ALL, ...args], { timeoutMs: 600_000, bytes: true, ...call, worktree: { path, gitDir }, env })
}

/** Environment variables that make git look for objects in these directories too. */
export function environmentOf(stores: readonly string[]): Record<string, string> {
  return stores.length === 0 ? {} : { GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates(stores) }
}

/** A pathspec that stands for all files of the checkout, but not for those of repositories inside it. */
export function ownFiles({ without }: Checkout): readonly string[] {
  return ['--', '.', ...without.map(place => `:(exclude,literal)${place}`)]
}

/** Copies the index, and clears flags in the copy that make git overlook an existing file. Returns the entries as they were before. */
export async function openCheckout(call: CheckoutCall): Promise<readonly IndexEntry[]> {
  const { checkout, index } = call
  await copyIndex(checkout.index, index)
  const entries = (checkout.head === null ? null : await readIndexFile(index, checkout.head.length)) ?? (await askForEntries(call))
  const marked = entries.filter(({ isMarked }) => isMarked)
  const there = await Promise.all(marked.map(({ path }) => isThere(checkout.path, path)))
  const paths = marked.filter((_, at) => there[at]).map(({ path }) => `${path}\0`)
  for (const mark of paths.length === 0 ? [] : ['--no-assume-unchanged', '--no-skip-worktree'])
    await onCheckout(call, ['update-index', '-z', mark, '--stdin'], { input: paths.join('') })
  return entries
}

/** Has git read the index. A split index cannot be read outside its repository, so then the copy is built from HEAD instead. */
async function askForEntries(call: CheckoutCall): Promise<readonly IndexEntry[]> {
  const { head } = call.checkout
  const list = async () => (await onCheckout(call, ['ls-files', '-v', '-s', '-z'])).stdout
  const listed = await list().catch(() => null)
  if (listed === null) await onCheckout(call, head === null ? ['read-tree', '--empty'] : ['read-tree', '--reset', head])
  const lines = (listed ?? (await list())).split('\0').filter(Boolean)
  // Each line has tag, mode, object and stage before the path. A small letter or S as the tag is a flag by which git overlooks edits.
  return lines.map(line => ({
    path: line.slice(line.indexOf('\t') + 1),
    isMarked: /^[a-zS] /.test(line),
    isSubmodule: line.startsWith('160000 ', 2),
  }))
}

async function isThere(folder: string, name: string): Promise<boolean> {
  return (await lstat(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')])).catch(() => null)) !== null
}

/** Turns a path in latin1 into normal text, to show or compare it. */
export function readable(path: string): string {
  return Buffer.from(path, 'latin1').toString()
}

/** The folder in which the private copies of indexes are. */
export function scratchOf(repository: Repository): string {
  return join(repository.options.scratchDir, 'rescues')
}
