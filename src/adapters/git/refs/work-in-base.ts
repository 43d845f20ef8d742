import { type LinesInBase, linesInBase } from '../../../core/landing/lines-in-base.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import { changedPaths } from '../repository/changed-paths.ts'
import { fileAt } from '../repository/file-at.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'

/** More files are not compared. */
const MOST_FILES = 500
const SUBMODULE = '160000'

/** What base has of the changes of a commit, line by line; null: it cannot be told. */
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
