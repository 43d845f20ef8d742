import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { WorkerId } from '../../core/model/ids.ts'
import type { Repository } from './repository.ts'
import { askGit, runGit } from './run-git.ts'
import { snapshotTree } from './snapshot.ts'
import { locateWorktree, type Worktree } from './worktree.ts'
import { worktreeStatus } from './worktree-status.ts'

/**
 * Keeps everything uncommitted (staged, unstaged, untracked) as a commit under `refs/czar/rescue/<worker>/<n>`.
 * Such a ref is only ever created, never moved. The same state is not saved twice. null: nothing to save.
 */
export async function rescue(repository: Repository, worker: WorkerId, path: string): Promise<string | null> {
  const worktree = await locateWorktree(repository, path)
  const { changed, head } = await worktreeStatus(repository, worktree)
  if (changed.length === 0 || head === null) return null
  const tree = await durableTree(repository, worktree)
  const saved = await rescuesOf(repository, worker)
  const same = saved.find(entry => entry.tree === tree && entry.parent === head)
  if (same) return same.name
  const commit = await askGit(repository, ['commit-tree', tree, '-p', head, '-m', `Uncommitted work of ${worker}`], { env: CZAR })
  return createNext(repository, `refs/czar/rescue/${worker}`, { commit, after: Math.max(0, ...saved.map(entry => entry.number)) })
}

/**
 * Keeps what stands outside the worker's branch: uncommitted work as above, and a HEAD that no other ref has.
 * Nothing is reset or moved. null: other refs keep all of it already.
 */
export async function keepAstray(repository: Repository, worker: WorkerId, path: string): Promise<string | null> {
  const saved = await rescue(repository, worker, path)
  // Its parent is HEAD.
  if (saved !== null) return saved
  const { head, branch } = await worktreeStatus(repository, await locateWorktree(repository, path))
  if (head === null) return null
  const text = await askGit(repository, ['for-each-ref', '--contains', head, '--format=%(refname)', 'refs/heads', 'refs/czar/rescue'])
  if (text.split('\n').some(name => name !== '' && name !== `refs/heads/${branch}`)) return null
  const after = Math.max(0, ...(await rescuesOf(repository, worker)).map(entry => entry.number))
  return createNext(repository, `refs/czar/rescue/${worker}`, { commit: head, after })
}

/** Is exactly this state of the worktree (on this HEAD) already kept by a rescue ref? */
export async function isRescued(repository: Repository, worker: string, worktree: Worktree): Promise<boolean> {
  const { head } = await worktreeStatus(repository, worktree)
  const tree = await durableTree(repository, worktree)
  return (await rescuesOf(repository, worker)).some(entry => entry.tree === tree && entry.parent === head)
}

const CZAR = {
  GIT_AUTHOR_NAME: 'czar',
  GIT_AUTHOR_EMAIL: 'czar@localhost',
  GIT_COMMITTER_NAME: 'czar',
  GIT_COMMITTER_EMAIL: 'czar@localhost',
}

/** Here the objects go into the repository itself: they are to outlive the czar's scratch directory. */
async function durableTree(repository: Repository, worktree: Worktree): Promise<string> {
  const folder = join(repository.options.scratchDir, 'rescues')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const index = join(folder, randomUUID())
  try {
    return await snapshotTree(repository, worktree, { index, env: {} })
  } finally {
    await rm(index, { force: true })
  }
}

/** The rescue refs of a worker, as they are now. */
export async function rescuesOf(repository: Repository, worker: string) {
  const text = await askGit(repository, [
    'for-each-ref',
    '--format=%(refname) %(objectname) %(tree) %(parent)',
    `refs/czar/rescue/${worker}/`,
  ])
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [name = '', commit = '', tree = '', parent = ''] = line.split(' ')
      return { name, commit, tree, parent, number: Number(name.split('/').at(-1)) || 0 }
    })
}

/** Creates the first free number in the folder after `after`; an existing one is never moved. */
export async function createNext(
  repository: Repository,
  folder: string,
  { commit, after }: { commit: string; after: number },
): Promise<string> {
  for (let number = after + 1; number < after + 100; number++) {
    const name = `${folder}/${number}`
    // The empty old value: only create. 128: another czar took this number a moment ago.
    const answer = await runGit(repository, ['update-ref', name, commit, ''], { answers: [128] })
    if (answer.status === 0) return name
  }
  return createNext(repository, folder, { commit, after: after + 100 })
}
