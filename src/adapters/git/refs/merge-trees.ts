import type { CommitSha } from '../../../core/model/ids.ts'
import { gitFailure } from '../repository/git-failure.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'
import { type ConflictEntry, readConflictEntry } from './conflict-entry.ts'

/** The tree of a merge, or what conflicts. */
export type MergedTrees = { readonly tree: string } | ConflictingTrees

export interface ConflictingTrees {
  /** The files in conflict. Empty if the two commits have no common history. */
  readonly conflicts: readonly string[]
  /** The versions of these files on each side. */
  readonly entries: readonly ConflictEntry[]
  /** The tree in which these files contain git's conflict markers. */
  readonly marked: string
}

/**
 * The command by which git itself merges text. Binary files conflict. `%A`, `%O` and `%B` are git's names for our file, the common
 * ancestor's file and their file.
 */
const TEXT_DRIVER = 'git merge-file -q %A %O %B || exit 1'

async function haveCommonHistory(repository: Repository, ours: CommitSha, theirs: CommitSha): Promise<boolean> {
  return (await askGit(repository, ['merge-base', ours, theirs], { answers: [1] })) !== ''
}

/**
 * Merges two commits without a checkout or an index. Merge drivers of the repository and of the user do not run, and neither does `union`,
 * because some of them resolve a conflict silently by dropping one side. Git cannot switch drivers off, so each name of a driver is
 * configured to use git's own merge of text.
 */
export async function mergeTrees(
  repository: Repository,
  ours: CommitSha,
  theirs: CommitSha,
  env: Readonly<Record<string, string>> = {},
): Promise<MergedTrees> {
  const args = ['merge-tree', '--write-tree', '--no-messages', '-z', ours, theirs]
  const call = { answers: [1], env: { ...env, ...(await withoutDrivers(repository)) } }
  const answer = await runGit(repository, args, call).catch(async (error: unknown) => {
    if (await haveCommonHistory(repository, ours, theirs)) throw error
    return null
  })
  if (answer === null) return { conflicts: [], entries: [], marked: '' }
  const { stdout, status } = answer
  const [tree = '', ...lines] = stdout.split('\0').filter(Boolean)
  // If a commit is missing, git also exits with 1, but prints no tree.
  if (tree === '') throw gitFailure({ args, cwd: repository.commonDir, status, stderr: 'no such commit', timedOut: false })
  if (status === 0) return { tree }
  const entries = lines.flatMap(readConflictEntry)
  return { conflicts: [...new Set(entries.map(({ path }) => path))], entries, marked: tree }
}

/** Environment variables with which no merge driver of the repository or the user runs. */
export async function withoutDrivers(repository: Repository): Promise<Record<string, string>> {
  const { stdout } = await runGit(repository, ['config', '-z', '--name-only', '--get-regexp', '^merge\\..*\\.driver$'], { answers: [1] })
  const keys = new Set(['merge.union.driver', ...stdout.split('\0').filter(Boolean)])
  const entries = [...keys].flatMap((key, index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, TEXT_DRIVER],
  ])
  return { GIT_CONFIG_COUNT: String(keys.size), ...Object.fromEntries(entries) }
}
