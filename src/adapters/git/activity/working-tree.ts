import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { GitActivity } from '../../../core/events/worktree-event.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import { changedPaths } from '../repository/changed-paths.ts'
import type { Memory } from '../repository/remembered.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import type { Worktree } from '../repository/worktree.ts'
import type { WorktreeStatus } from '../worktrees/worktree-status.ts'
import { quarantine, updatedTree } from './snapshot.ts'

const MOST_FILES = 500
/**
 * The largest file that is read. The tree is made every few seconds, so a larger file keeps its content from HEAD, or is left out if HEAD
 * does not have it.
 */
const LARGE_FILE_BYTES = 20 * 1024 * 1024

interface TreeQuestion {
  readonly status: WorktreeStatus
  readonly startSha: CommitSha
  readonly head: CommitSha
  readonly memory: Memory
}

/** Changed lines are counted only if at most this many files have changed, because counting reads each of them. */
const MOST_COUNTED_FILES = 200

type Work = Required<Pick<GitActivity, 'tree' | 'files' | 'lines'>>

/** Reads the worktree's present tree, and which paths differ from the start and by how many lines. */
export async function readWorkingTree(repository: Repository, worktree: Worktree, question: TreeQuestion): Promise<Work> {
  const { status, startSha, head, memory } = question
  if (status.changed.length === 0) return memory.recall('tree', `${startSha} ${head}`, () => cleanTree(repository, startSha, head))
  const details = await Promise.all(status.changed.map(name => lstat(join(worktree.path, name), { bigint: true }).catch(() => null)))
  const fingerprint = details.map((stats, at) => `${status.changed[at]}:${stats?.size}:${stats?.mode}:${stats?.ctimeNs}`)
  const changed = status.changed.filter((_, at) => !isLarge(details[at]))
  return memory.recall('tree', `${startSha} ${head} ${fingerprint.join('\0')}`, async () => {
    const place = await quarantine(repository, worktree, memory)
    const tree = await updatedTree(repository, worktree, { place, changed })
    return { tree, ...(await differing(repository, { from: startSha, to: tree }, place.env)) }
  })
}

async function cleanTree(repository: Repository, startSha: CommitSha, head: CommitSha): Promise<Work> {
  const [tree, work] = await Promise.all([
    treeOf(repository, head),
    startSha === head ? { files: [], lines: 0 } : differing(repository, { from: startSha, to: head }),
  ])
  return { tree, ...work }
}

async function treeOf(repository: Repository, commit: CommitSha): Promise<string> {
  const name = `${commit}^{tree}`
  const [tree] = (await repository.objects.facts([name])) ?? []
  return tree?.oid ?? askGit(repository, ['rev-parse', name])
}

async function differing(
  repository: Repository,
  between: Between,
  env?: Readonly<Record<string, string>>,
): Promise<Pick<Work, 'files' | 'lines'>> {
  const files = (await changedPaths(repository, between, env)).map(({ path }) => path).sort()
  const lines = files.length > MOST_COUNTED_FILES ? null : files.length === 0 ? 0 : await countLines(repository, between, env)
  return { files: files.slice(0, MOST_FILES), lines }
}

interface Between {
  readonly from: string
  readonly to: string
}

const DIFF = ['diff-tree', '-r', '-z', '--no-renames'] as const

/** Counts added and deleted lines. A binary file, or a file over a megabyte, counts as one line. */
async function countLines(repository: Repository, { from, to }: Between, env: Readonly<Record<string, string>> = {}): Promise<number> {
  const text = await askGit(repository, ['-c', 'core.bigFileThreshold=1m', ...DIFF, '--numstat', from, to], { env })
  return text
    .split('\0')
    .filter(Boolean)
    .map(line => line.split('\t', 2).map(Number))
    .reduce((sum, [added = 0, deleted = 0]) => sum + (Number.isNaN(added) ? 1 : added + deleted), 0)
}

function isLarge(stats: { readonly size: bigint } | null | undefined): boolean {
  return stats != null && stats.size > LARGE_FILE_BYTES
}
