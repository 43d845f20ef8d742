import type { CommitSha } from '../../../core/model/ids.ts'
import type { FileChange } from '../../../core/ports/file-change.ts'

/** The changes of one commit, or of uncommitted work. */
export interface CommitChanges {
  readonly sha: CommitSha
  readonly author: string
  readonly changes: readonly FileChange[]
}

/** Reads the output of `--numstat -z`. Returns the files to which lines were added, with their number. */
export function addedLines(text: string): readonly { path: string; added: number }[] {
  const added = new Map<string, number>()
  for (const [, count = '0', path = ''] of text.matchAll(/(\d+)\t\d+\t([^\0]+)\0/g)) added.set(path, (added.get(path) ?? 0) + Number(count))
  return [...added].map(([path, count]) => ({ path, added: count })).filter(file => file.added > 0)
}

/** The files to which these changes add lines. */
export function pathsWithAdded(changes: readonly CommitChanges[]): readonly string[] {
  return [...new Set(changes.flatMap(commit => commit.changes.flatMap(({ path, added }) => (added.length === 0 ? [] : [path]))))]
}
