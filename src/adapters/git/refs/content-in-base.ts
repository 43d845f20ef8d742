import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { isWhollyInBase } from '../../../core/landing/lines-in-base.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'
import { mergeTrees } from './merge-trees.ts'
import { workInBase } from './work-in-base.ts'

const AT_ONCE = 4

/** whole: base has the work as it was. edited: base has all lines of the work, and the text around them was changed. */
export type ContentInBase = 'whole' | 'edited'

/**
 * Finds commits that base does not contain, although their work is in base. The work may have been squashed, so that a merge would change
 * nothing. Its commits may have been picked one by one. Or it was squashed together with changes of a person. To find out, czar only tries
 * the merges and throws their objects away.
 */
export async function contentInBase(
  repository: Repository,
  base: CommitSha,
  commits: readonly CommitSha[],
): Promise<ReadonlyMap<CommitSha, ContentInBase>> {
  if (commits.length === 0) return new Map()
  const objects = join(repository.options.scratchDir, 'trial-objects')
  await mkdir(objects, { recursive: true, mode: 0o700 })
  try {
    const env = { GIT_OBJECT_DIRECTORY: objects, GIT_ALTERNATE_OBJECT_DIRECTORIES: join(repository.commonDir, 'objects') }
    const tree = await askGit(repository, ['rev-parse', '--verify', `${base}^{tree}`])
    const look = async (commit: CommitSha): Promise<ContentInBase | null> => {
      // Two commits without a common ancestor cannot be merged.
      const merged = await mergeTrees(repository, base, commit, env).catch(() => null)
      if (merged === null) return null
      if ('tree' in merged) return merged.tree === tree && (await isChange(repository, base, commit)) ? 'whole' : null
      if (await isPicked(repository, base, commit)) return 'whole'
      const work = await workInBase(repository, base, commit)
      return work !== null && isWhollyInBase(work) ? 'edited' : null
    }
    const found = await pLimit(AT_ONCE).map([...new Set(commits)], async commit => {
      const how = await look(commit)
      return how === null ? [] : [[commit, how] as const]
    })
    return new Map(found.flat())
  } finally {
    await rm(objects, { recursive: true, force: true }).catch(() => {})
  }
}

/** Whether the commit changes anything. Work that changes nothing never counts as being in base. */
async function isChange(repository: Repository, base: CommitSha, commit: CommitSha): Promise<boolean> {
  const { status } = await runGit(repository, ['diff', '--quiet', '--no-ext-diff', `${base}...${commit}`, '--'], { answers: [1] })
  return status === 1
}

/** Whether base contains a commit with the same patch for each commit of the work, even if base has changed those lines again later. */
async function isPicked(repository: Repository, base: CommitSha, commit: CommitSha): Promise<boolean> {
  const own = ['rev-list', '--count', '--no-merges', '--right-only', `${base}...${commit}`, '--']
  const left = ['rev-list', '--count', '--no-merges', '--right-only', '--cherry-pick', `${base}...${commit}`, '--']
  const [all, beyond] = await Promise.all([own, left].map(args => runGit(repository, args, { isFixed: true })))
  return Number(all?.stdout) > 0 && Number(beyond?.stdout) === 0
}
