import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Repository } from '../repository/repository.ts'
import { type Checkout, type CheckoutCall, onCheckout, openCheckout, ownFiles, scratchOf } from './checkout.ts'

/** The paths that differ in a checkout. They are decoded as latin1, so that each name keeps its exact bytes. */
export interface CheckoutChanges {
  /**
   * Every path that differs from HEAD: staged, unstaged or untracked, or hidden from git's status by assume-unchanged or skip-worktree.
   */
  readonly changed: readonly string[]
  /** Ignored paths as git reports them: single files, and whole folders with a slash at their end. */
  readonly ignored: readonly string[]
  /** The folders of submodules, according to the index. */
  readonly submodules: readonly string[]
}

/** Reads which files of a checkout are not as in its HEAD. Writes nothing to the checkout. */
export function checkoutChanges(repository: Repository, checkout: Checkout): Promise<CheckoutChanges> {
  return withIndex(repository, checkout, async call => {
    const entries = await openCheckout(call)
    const flags = ['--porcelain=v2', '-z', '--untracked-files=all', '--ignored=matching', '--no-renames', '--ignore-submodules=none']
    const status = onCheckout(call, ['status', ...flags, ...ownFiles(checkout)])
    const [records, staged] = await Promise.all([status, checkout.isLinked ? [] : stagedPaths(call)])
    const read = readStatus(records.stdout, checkout)
    const submodules = entries.filter(({ isSubmodule }) => isSubmodule).map(({ path }) => path)
    return { changed: [...new Set([...staged, ...read.changed])], ignored: read.ignored, submodules }
  })
}

/** Runs `work` with a private copy of the index, and removes the copy afterwards. */
export async function withIndex<Result>(
  repository: Repository,
  checkout: Checkout,
  work: (call: CheckoutCall) => Promise<Result>,
): Promise<Result> {
  const folder = scratchOf(repository)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const index = join(folder, randomUUID())
  try {
    return await work({ repository, checkout, index })
  } finally {
    await rm(index, { force: true })
  }
}

/**
 * The staged changes of a repository inside the worktree. `git status` cannot be used here, because it would compare them with the HEAD of
 * the outer repository.
 */
async function stagedPaths(call: CheckoutCall): Promise<readonly string[]> {
  const { head } = call.checkout
  const question =
    head === null ? ['ls-files', '-z'] : ['diff-index', '--cached', '--name-only', '-z', '--no-renames', '--ignore-submodules=none', head]
  return (await onCheckout(call, [...question, ...ownFiles(call.checkout)])).stdout.split('\0').filter(Boolean)
}

/**
 * Parses the lines of git's status. `1 XY …` is a changed path: X compares HEAD with the index, and is used only if HEAD belongs to this
 * checkout. Y compares the index with the file. `u` is a path in conflict, `?` an untracked path, and `!` an ignored one.
 */
function readStatus(text: string, { isLinked }: Pick<Checkout, 'isLinked'>): Pick<CheckoutChanges, 'changed' | 'ignored'> {
  const changed: string[] = []
  const ignored: string[] = []
  for (const record of text.split('\0')) {
    const kind = record.slice(0, 2)
    if (kind === '? ') changed.push(record.slice(2))
    else if (kind === '! ') ignored.push(record.slice(2))
    else if (kind === 'u ') changed.push(record.split(' ').slice(10).join(' '))
    else if (kind === '1 ' && (record[3] !== '.' || (isLinked && record[2] !== '.'))) changed.push(record.split(' ').slice(8).join(' '))
  }
  return { changed, ignored }
}
