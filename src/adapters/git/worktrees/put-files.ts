import type { CommitSha } from '../../../core/model/ids.ts'
import { readEntries } from '../content/read-entries.ts'
import { chunks, literal } from '../repository/path-arguments.ts'
import { canonicalPath } from '../repository/paths.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import { locateWorktree } from '../repository/worktree.ts'

/** Gives these files of a worktree the content that they have in a commit. Files that the commit does not have are deleted. */
export async function putFiles(
  repository: Repository,
  path: string,
  { commit, files }: { readonly commit: CommitSha; readonly files: readonly string[] },
): Promise<void> {
  const worktree = await locateWorktree(repository, await canonicalPath(path))
  const there = await readEntries(repository, commit, files)
  const put = async (args: readonly string[], those: readonly string[]) => {
    for (const some of chunks(those)) if (some.length > 0) await askGit(repository, [...args, '--', ...literal(some)], { worktree })
  }
  const isThere = (file: string) => there.has(file)
  await put(
    ['rm', '-q', '-f', '--ignore-unmatch'],
    files.filter(file => !isThere(file)),
  )
  await put(['checkout', '-q', '--force', commit], files.filter(isThere))
}
