import type { CommitSha } from '../../../core/model/ids.ts'
import type { FileChange } from '../../../core/ports/file-change.ts'
import { changedPaths } from '../repository/changed-paths.ts'
import { chunks, literal, PATHS_PER_CALL } from '../repository/path-arguments.ts'
import type { Repository } from '../repository/repository.ts'
import { askPatch } from './ask-patch.ts'

export interface ChangeQuestion {
  readonly from: CommitSha
  readonly to: CommitSha
  readonly files: readonly string[]
}

/** At most this many lines of a file are read. Test files that people write are shorter, and generated files say nothing. */
export const MOST_LINES = 20_000

/** Reads line by line how these files differ between two commits. A renamed file counts as a deleted file and an added file. */
export async function readChanges(repository: Repository, { from, to, files }: ChangeQuestion): Promise<readonly FileChange[]> {
  // If all paths are wanted, git is asked without naming them. The search for secrets asks the same question, so the answer is then in the
  // cache.
  const differing = await changedPaths(repository, { from, to })
  const wanted = new Set(files)
  if (files.length > 0 && files.length <= PATHS_PER_CALL && differing.every(({ path }) => wanted.has(path))) {
    return parsePatch(await askPatch(repository, ['diff', from, to]), files)
  }
  const found: FileChange[] = []
  for (const some of chunks(files)) {
    found.push(...parsePatch(await askPatch(repository, ['diff'], { rest: [from, to, '--', ...literal(some)] }), some))
  }
  return found
}

/** Parses a patch of git, and returns the changes of these files. */
export function parsePatch(text: string, files: readonly string[]): readonly FileChange[] {
  const known = new Map(files.map(path => [`diff --git ${quoted(`a/${path}`)} ${quoted(`b/${path}`)}`, path]))
  const changes: FileChange[] = []
  let current: Draft | null = null
  for (const line of text.split('\n')) {
    // A changed line always begins with `+` or `-`, so no content of a file can look like a header.
    const path = known.get(line)
    if (path !== undefined) {
      current = { path, kind: 'changed', removed: [], added: [], isInHunk: false }
      changes.push(current)
    } else if (current !== null) take(current, line)
  }
  return changes.map(({ path, kind, removed, added }) => ({ path, kind, removed, added }))
}

interface Draft extends FileChange {
  kind: FileChange['kind']
  readonly removed: string[]
  readonly added: string[]
  isInHunk: boolean
}

function take(draft: Draft, line: string): void {
  if (line.startsWith('@@')) draft.isInHunk = true
  else if (!draft.isInHunk && line.startsWith('new file mode ')) draft.kind = 'added'
  else if (!draft.isInHunk && line.startsWith('deleted file mode ')) draft.kind = 'deleted'
  else if (draft.isInHunk && line.startsWith('-') && draft.removed.length < MOST_LINES) draft.removed.push(line.slice(1))
  else if (draft.isInHunk && line.startsWith('+') && draft.added.length < MOST_LINES) draft.added.push(line.slice(1))
}

/**
 * The form in which git 2.39 writes a name that contains a quote, a backslash or a control character. Git quotes such a name even with
 * core.quotePath=false.
 */
function quoted(name: string): string {
  const ESCAPES: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '"': '\\"', '\\': '\\\\' }
  const escaped = name.replace(/["\\\u0000-\u001f\u007f]/g, mark => ESCAPES[mark] ?? `\\${mark.charCodeAt(0).toString(8).padStart(3, '0')}`)
  return escaped === name ? name : `"${escaped}"`
}
