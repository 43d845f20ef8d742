import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { isStrictlyInside } from '../repository/paths.ts'
import type { Repository } from '../repository/repository.ts'
import type { Worktree } from '../repository/worktree.ts'
import { unchangedSince } from '../worktrees/setup-files.ts'
import { type Checkout, readable } from './checkout.ts'
import { type CheckoutChanges, checkoutChanges } from './checkout-changes.ts'
import { type InnerRepository, innerRepositories, linkedDirs } from './inner-repository.ts'
import { readHead, type Tip, tipsIn } from './read-tips.ts'
import { type Unkept, unkeptCommits } from './unkept-commits.ts'

/**
 * One repository of a worktree, and everything that exists only in it. The first part is the worktree itself, and the others are
 * repositories inside it.
 */
export interface Part {
  /** The path of this repository inside the worktree. '' means the worktree itself. */
  readonly place: string
  readonly kind: 'worktree' | InnerRepository['kind']
  readonly checkout: Checkout | null
  readonly changes: CheckoutChanges
  /** The names in this repository that point to an object now. */
  readonly tips: readonly Tip[]
  /** The commits that only these names keep. */
  readonly unkept: Unkept
  /** The commits that only the reflogs of this repository still name. `heads` leaves out the commits in `unkept`. */
  readonly past: Unkept
  /** An unfinished git operation, in words, for example `a rebase`. */
  readonly operation: string | null
  readonly gitDir: string
  /** More directories in which git must look for objects, besides the repository's own. */
  readonly stores: readonly string[]
}

export interface WorktreeParts {
  readonly parts: readonly Part[]
  /** Places where czar cannot find out what would be lost. */
  readonly unclear: readonly string[]
}

const NOTHING: CheckoutChanges = { changed: [], ignored: [], submodules: [] }

/** Reads all of a worktree: its files, the refs that belong to it, and every repository inside it. */
export async function worktreeParts(repository: Repository, worktree: Worktree): Promise<WorktreeParts> {
  const { top, repositories, folders, unclear } = await lookInside(repository, worktree)
  const own = await readPart(repository, top, folders)
  const changes = await withoutSetup(worktree, own.changes)
  const inner: Part[] = []
  for (const one of repositories) inner.push(await readPart(repository, one, folders))
  return { parts: [{ ...own, kind: 'worktree', changes }, ...inner], unclear }
}

/** Reads only the files of the worktree, without those of repositories inside it. */
export async function worktreeFiles(repository: Repository, worktree: Worktree): Promise<Pick<Part, 'checkout' | 'changes'>> {
  const { top, folders } = await lookInside(repository, worktree)
  const checkout = checkoutOf(repository, top, folders)
  const changes = checkout === null ? NOTHING : await checkoutChanges(repository, checkout)
  return { checkout, changes: await withoutSetup(worktree, changes) }
}

async function lookInside(repository: Repository, worktree: Worktree) {
  const path = await realpath(worktree.path)
  const { repositories, unclear } = innerRepositories(repository, { ...worktree, path })
  const folders = repositories.flatMap(({ folder }) => (folder === null ? [] : [folder]))
  const top = { place: '', folder: path, gitDir: worktree.gitDir, commonDir: repository.commonDir, kind: 'linked' as const }
  return { top, repositories, folders, unclear }
}

async function withoutSetup(worktree: Worktree, changes: CheckoutChanges): Promise<CheckoutChanges> {
  const setups = await unchangedSince(worktree, changes.changed.map(readable))
  return { ...changes, changed: changes.changed.filter(name => !setups.has(readable(name))) }
}

/** Reads what git's directory still has of a worktree whose folder is gone. */
export async function partOfEntry(repository: Repository, gitDir: string): Promise<Part> {
  const inner = { place: '', folder: null, gitDir, commonDir: repository.commonDir, kind: 'linked' as const }
  return { ...(await readPart(repository, inner, [])), kind: 'worktree' }
}

async function readPart(repository: Repository, inner: InnerRepository, folders: readonly string[]): Promise<Part> {
  const { place, gitDir, commonDir, kind } = inner
  const checkout = checkoutOf(repository, inner, folders)
  const all = kind === 'elsewhere' ? [] : [gitDir, ...linkedDirs(gitDir)].flatMap(tipsIn)
  const isRemote = ({ name }: Tip) => kind === 'inside' && name.startsWith('refs/remotes/')
  const tips = all.filter(tip => !isPast(tip) && !isRemote(tip))
  const stores = kind === 'linked' ? [] : [join(commonDir, 'objects')]
  const keepers = tipsIn(commonDir).flatMap(tip => (!tip.isPast && isRemote(tip) ? [tip.oid] : []))
  const question = { stores, keepers, going: ['refs/czar/start/*'] }
  const [changes, unkept, reached] = await Promise.all([
    checkout === null ? NOTHING : checkoutChanges(repository, checkout),
    unkeptCommits(repository, { ...question, oids: tips.map(({ oid }) => oid), logsKeep: false }),
    unkeptCommits(repository, { ...question, oids: all.filter(isPast).map(({ oid }) => oid), logsKeep: kind !== 'inside' }),
  ])
  const past = { ...reached, heads: reached.heads.filter(head => !unkept.commits.has(head)) }
  return { place, kind, checkout, changes, tips, unkept, past, operation: operationIn(gitDir), gitDir, stores }
}

function checkoutOf(
  repository: Repository,
  { folder, gitDir, commonDir, kind }: InnerRepository,
  folders: readonly string[],
): Checkout | null {
  if (folder === null) return null
  const without = folders.filter(other => isStrictlyInside(folder, other)).map(other => other.slice(folder.length + 1))
  const address = kind === 'linked' ? { gitDir, stores: [] } : { gitDir: repository.commonDir, stores: [join(commonDir, 'objects')] }
  return { path: folder, index: join(gitDir, 'index'), head: readHead(gitDir, commonDir), isLinked: kind === 'linked', without, ...address }
}

/** Whether the name says where something pointed earlier, as ORIG_HEAD, FETCH_HEAD and reflogs do. */
function isPast({ name, isPast }: Tip): boolean {
  return isPast || ['ORIG_HEAD', 'FETCH_HEAD', 'AUTO_MERGE'].includes(name)
}

const OPERATIONS = {
  'rebase-merge': 'a rebase',
  'rebase-apply': 'a rebase or `git am`',
  MERGE_HEAD: 'a merge',
  CHERRY_PICK_HEAD: 'a cherry-pick',
  REVERT_HEAD: 'a revert',
  sequencer: 'a cherry-pick or revert',
  BISECT_LOG: 'a bisect',
}

function operationIn(gitDir: string): string | null {
  return Object.entries(OPERATIONS).find(([name]) => existsSync(join(gitDir, name)))?.[1] ?? null
}
