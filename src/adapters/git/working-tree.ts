import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommitSha } from '../../core/model/ids.ts'
import type { GitActivity } from '../../core/model/worktree-event.ts'
import type { Memory } from './remembered.ts'
import type { Repository } from './repository.ts'
import { askGit } from './run-git.ts'
import { quarantine, updatedTree } from './snapshot.ts'
import type { Worktree } from './worktree.ts'
import type { WorktreeStatus } from './worktree-status.ts'

const MOST_FILES = 500
/** Larger files are left out of a tree that is made every few seconds: as they are in HEAD, or not at all. */
const LARGE_FILE_BYTES = 20 * 1024 * 1024

interface TreeQuestion {
  readonly status: WorktreeStatus
  readonly startSha: CommitSha
  readonly head: CommitSha
  readonly memory: Memory
}

type Work = Pick<GitActivity, 'tree' | 'files'>

/** Tree of all that is there now, and the paths in which it differs from the start. */
export async function readWorkingTree(repository: Repository, worktree: Worktree, question: TreeQuestion): Promise<Work> {
  const { status, startSha, head, memory } = question
  if (status.changed.length === 0) return memory.recall('tree', `${startSha} ${head}`, () => cleanTree(repository, startSha, head))
  const details = await Promise.all(status.changed.map(name => lstat(join(worktree.path, name), { bigint: true }).catch(() => null)))
  const print = details.map((stats, at) => `${status.changed[at]}:${stats?.size}:${stats?.mode}:${stats?.ctimeNs}`)
  const changed = status.changed.filter((_, at) => !isLarge(details[at]))
  return memory.recall('tree', `${startSha} ${head} ${print.join('\0')}`, async () => {
    const place = await quarantine(repository, worktree, memory)
    const tree = await updatedTree(repository, worktree, { place, changed })
    return { tree, files: await differing(repository, startSha, tree, place.env) }
  })
}

async function cleanTree(repository: Repository, startSha: CommitSha, head: CommitSha): Promise<Work> {
  const [tree, files] = await Promise.all([askGit(repository, ['rev-parse', `${head}^{tree}`]), differing(repository, startSha, head)])
  return { tree, files }
}

async function differing(
  repository: Repository,
  from: string,
  to: string,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const text = await askGit(repository, ['diff-tree', '-r', '-z', '--name-only', '--no-renames', from, to], { env })
  return text.split('\0').filter(Boolean).sort().slice(0, MOST_FILES)
}

function isLarge(stats: { readonly size: bigint } | null | undefined): boolean {
  return stats != null && stats.size > LARGE_FILE_BYTES
}
