import type { CommitSha } from '../../../core/model/ids.ts'
import type { FileChange } from '../../../core/ports/file-change.ts'
import { isLockFile } from '../../../core/text/lock-file.ts'
import { isTooMuch } from '../repository/git-failure.ts'
import { chunks, literal } from '../repository/path-arguments.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'
import { MOST_LINES, readChanges } from './read-changes.ts'

interface Range {
  readonly from: CommitSha
  readonly head: CommitSha
  readonly files: readonly string[]
}

export interface Substance {
  /** The files that have conflict markers, but had none in `from`. */
  readonly markers: readonly string[]
  /** Whether at least one file changed in more than blanks. Lock files of package managers do not count. */
  readonly isWritten: boolean
}

/**
 * Reads whether a change is more than blanks, and in which files it left conflict markers. The patch, which is read for other reasons too,
 * usually shows both. Otherwise git is asked.
 */
export async function readSubstance(repository: Repository, range: Range): Promise<Substance> {
  const changes = await changesIn(repository, range)
  const mayHaveMarkers = (file: string) => changes?.get(file)?.some(addsMarker) ?? true
  const suspects = range.files.filter(mayHaveMarkers)
  const markers = suspects.length === 0 ? [] : await filesWithNewMarkers(repository, { ...range, files: suspects })
  return { markers, isWritten: await isWritten(repository, range, changes) }
}

/**
 * Finds the files whose changed lines the patch shows completely, by path. The patch shows no lines of a binary file, and not all lines of
 * a long file.
 */
async function changesIn(repository: Repository, { from, head, files }: Range): Promise<ReadonlyMap<string, readonly FileChange[]> | null> {
  const changes = await readChanges(repository, { from, to: head, files }).catch(error => {
    if (isTooMuch(error)) return null
    throw error
  })
  if (changes === null) return null
  const byPath = Map.groupBy(changes, ({ path }) => path)
  return new Map([...byPath].filter(([, own]) => own.every(isShownWhole)))
}

function isShownWhole({ removed, added }: FileChange): boolean {
  return removed.length + added.length > 0 && Math.max(removed.length, added.length) < MOST_LINES
}

function addsMarker({ added }: FileChange): boolean {
  return added.some(line => line.startsWith('<<<<<<< ') || line.startsWith('>>>>>>> '))
}

/**
 * Whether two versions of lines differ in more than blanks. If the words are the same but in another order, git must decide, because for
 * git the lines may be the same.
 */
function differsInWords({ removed, added }: FileChange): boolean {
  const words = (lines: readonly string[]) =>
    lines
      .map(line => line.replace(/[ \t\r]/g, ''))
      .filter(Boolean)
      .sort()
      .join('\n')
  return words(removed) !== words(added)
}

async function isWritten(
  repository: Repository,
  range: Range,
  changes: ReadonlyMap<string, readonly FileChange[]> | null,
): Promise<boolean> {
  const written = range.files.filter(file => !isLockFile(file))
  if (written.some(file => changes?.get(file)?.some(differsInWords))) return true
  for (const files of chunks(written)) if (await saysSomething(repository, { ...range, files })) return true
  return false
}

async function saysSomething(repository: Repository, { from, head, files }: Range): Promise<boolean> {
  const base = ['diff', '--no-ext-diff', '--no-textconv', '--no-color', '--no-renames', '-z']
  const counting = [...base, '--numstat', '-w', '--ignore-blank-lines', from, head, '--', ...literal(files)]
  const numbers = await askGit(repository, counting, { isFixed: true })
  if (numbers.split('\0').some(line => /^(?!0\t0\t)(\d+|-)\t/.test(line))) return true
  const raw = await askGit(repository, [...base, '--raw', from, head, '--', ...literal(files)], { isFixed: true })
  return raw.split('\0').some(isDeletionOrModeChange)
}

/** Whether a line of git, such as `:100644 100755 <old> <new> M`, says that a file was deleted or that its mode changed. */
function isDeletionOrModeChange(record: string): boolean {
  const match = /^:(\d{6}) (\d{6}) \S+ \S+ (\w)/.exec(record)
  return match !== null && (match[3] === 'D' || (match[3] !== 'A' && match[1] !== match[2]))
}

async function filesWithNewMarkers(repository: Repository, { from, head, files }: Range): Promise<readonly string[]> {
  const found: string[] = []
  for (const some of chunks(files)) {
    const now = await markedFiles(repository, head, some)
    // A guide to merging, or a file for tests, may contain markers on purpose. So only files that had no markers before count.
    const before = new Set(now.length === 0 ? [] : await markedFiles(repository, from, now))
    found.push(...now.filter(file => !before.has(file)))
  }
  return found
}

/**
 * Finds the files with conflict markers. A file must have markers of both kinds, because a row of seven `=` may also underline a heading.
 */
async function markedFiles(repository: Repository, commit: CommitSha, files: readonly string[]): Promise<readonly string[]> {
  const args = [
    'grep',
    '-I',
    '-l',
    '-z',
    '--all-match',
    '--no-color',
    '-e',
    '^<<<<<<< ',
    '-e',
    '^>>>>>>> ',
    commit,
    '--',
    ...literal(files),
  ]
  const { stdout } = await runGit(repository, args, { answers: [1], isFixed: true })
  return stdout
    .split('\0')
    .filter(Boolean)
    .map(name => name.slice(commit.length + 1))
}
