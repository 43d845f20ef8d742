import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from './repository.ts'
import { askGit, runGit } from './run-git.ts'

/**
 * Larger files are not read by the running `git cat-file`. A separate git process reads them, with a limit for its output like every call
 * of git.
 */
const SMALL_BYTES = 1024 * 1024

/** The mode with which git lists a symbolic link. */
const LINK = '120000 '

/** The content of a file in a commit. null: the commit does not have the file. */
export async function fileAt(repository: Repository, commit: CommitSha, path: string): Promise<string | null> {
  const name = `${commit}:${path}`
  const [facts] = (await repository.objects.facts([name])) ?? []
  if (facts === null || (facts !== undefined && facts.type !== 'blob')) return null
  const content = facts === undefined || facts.bytes > SMALL_BYTES ? null : await repository.objects.content(facts.oid)
  if (content !== null) return content.toString()
  const answer = await runGit(repository, ['cat-file', 'blob', name], { answers: [128], isFixed: true })
  return answer.status === 0 ? answer.stdout : null
}

/** Whether a commit has a symbolic link at this path. */
export async function isLink(repository: Repository, commit: CommitSha, path: string): Promise<boolean> {
  const entry = await askGit(repository, ['ls-tree', '--full-tree', commit, '--', path], { isFixed: true })
  return entry.startsWith(LINK)
}
