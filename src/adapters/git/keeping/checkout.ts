import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { copyIndex } from '../activity/snapshot.ts'
import { alternates } from '../repository/alternates.ts'
import type { Repository } from '../repository/repository.ts'
import { type GitCall, runGit } from '../repository/run-git.ts'

/** A folder of files with its index: a worktree, or a repository nested in one. */
export interface Checkout {
  readonly path: string
  /** The GIT_DIR to use. A nested repository gets the outer repository's, so that its own settings are never read. */
  readonly gitDir: string
  /** The checkout's index, which is only read: every call works on a copy. */
  readonly index: string
  /** null before the first commit. */
  readonly head: string | null
  /** Whether `gitDir` belongs to this checkout, so that git finds the checkout's HEAD in it. */
  readonly isLinked: boolean
  /** Object directories that git reads besides the repository's. */
  readonly stores: readonly string[]
  /** Nested repositories, relative to `path`; their files are excluded. */
  readonly without: readonly string[]
}

/** Settings that show every edit, because the user's settings may make git overlook a changed path. */
const SEE_ALL = [
  'core.trustctime=true',
  'core.checkStat=default',
  'core.ignoreStat=false',
  'core.untrackedCache=false',
  'core.sparseCheckout=false',
  'core.safecrlf=false',
  'add.ignoreErrors=false',
].flatMap(setting => ['-c', setting])

/** One git command on a checkout, with a private copy of its index. */
export interface CheckoutCall {
  readonly repository: Repository
  readonly checkout: Checkout
  /** The private copy. */
  readonly index: string
}

/** Runs git on the checkout. Paths are latin1 in both directions, so every name keeps its bytes. */
export async function onCheckout({ repository, checkout, index }: CheckoutCall, args: readonly string[], call: GitCall = {}) {
  const { path, gitDir, stores } = checkout
  const env = { ...environmentOf(stores), GIT_INDEX_FILE: index }
  return runGit(repository, [...SEE_ALL, ...args], { timeoutMs: 600_000, bytes: true, ...call, worktree: { path, gitDir }, env })
}

/** Makes git read these object directories too. */
export function environmentOf(stores: readonly string[]): Record<string, string> {
  return stores.length === 0 ? {} : { GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates(stores) }
}

/** The pathspec of all files of the checkout, without nested repositories. */
export function ownFiles({ without }: Checkout): readonly string[] {
  return ['--', '.', ...without.map(place => `:(exclude,literal)${place}`)]
}

/**
 * Copies the index, and clears marks that make git overlook an existing file. Returns its entries, with tag, mode, object and stage before
 * each path; null if the index was rebuilt from HEAD.
 */
export async function openCheckout(call: CheckoutCall): Promise<readonly string[] | null> {
  const { checkout, index } = call
  await copyIndex(checkout.index, index)
  const answer = await onCheckout(call, ['ls-files', '-v', '-s', '-z']).catch(() => null)
  if (answer === null) {
    await indexOfHead(call)
    return null
  }
  const entries = answer.stdout.split('\0').filter(Boolean)
  const marked = entries.filter(entry => /^[a-zS] /.test(entry)).map(pathOfEntry)
  const there = await Promise.all(marked.map(path => isThere(checkout.path, path)))
  const paths = marked.filter((_, at) => there[at]).map(path => `${path}\0`)
  for (const mark of paths.length === 0 ? [] : ['--no-assume-unchanged', '--no-skip-worktree'])
    await onCheckout(call, ['update-index', '-z', mark, '--stdin'], { input: paths.join('') })
  return entries
}

/** The path of an entry as `ls-files -s` prints it. */
export function pathOfEntry(entry: string): string {
  return entry.slice(entry.indexOf('\t') + 1)
}

/** Rebuilds the index from HEAD, because a split index cannot be read outside its repository. */
async function indexOfHead(call: CheckoutCall): Promise<void> {
  await onCheckout(call, call.checkout.head === null ? ['read-tree', '--empty'] : ['read-tree', '--reset', call.checkout.head])
}

async function isThere(folder: string, name: string): Promise<boolean> {
  return (await lstat(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')])).catch(() => null)) !== null
}

/** Decodes a latin1 path, to show or compare it. */
export function readable(path: string): string {
  return Buffer.from(path, 'latin1').toString()
}

/** The folder of the private copies. */
export function scratchOf(repository: Repository): string {
  return join(repository.options.scratchDir, 'rescues')
}
