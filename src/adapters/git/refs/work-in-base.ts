import { type LinesInBase, linesInBase } from '../../../core/landing/lines-in-base.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import { changedPaths } from '../repository/changed-paths.ts'
import { fileAt } from '../repository/file-at.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'

/** If more files than this have changed, they are not compared. */
const MOST_FILES = 500
const SUBMODULE = '160000'

/** How much of the changes of a commit base has, counted line by line. null: czar cannot tell. */
export async function workInBase(repository: Repository, base: CommitSha, commit: CommitSha): Promise<LinesInBase | null> {
  const fork = (await askGit(repository, ['merge-base', base, commit], { answers: [1] })).trim() as CommitSha
  if (fork === '') return null
  const changed = await changedPaths(repository, { from: fork, to: commit })
  const isSubmodule = changed.some(({ before, after }) => before?.mode === SUBMODULE || after?.mode === SUBMODULE)
  if (changed.length === 0 || changed.length > MOST_FILES || isSubmodule) return null
  const files = await Promise.all(
    changed.map(async ({ path }) => {
      const [before, own, now] = await Promise.all([fork, commit, base].map(at => fileAt(repository, at, path)))
      return { path, fork: before ?? null, own: own ?? null, base: now ?? null }
    }),
  )
  return linesInBase(files)
}
