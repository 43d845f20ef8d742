import type { CommitSha } from '../../../core/model/ids.ts'
import { isLockFile } from '../../../core/text/lock-file.ts'
import { chunks, literal } from '../repository/path-arguments.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'

interface Range {
  readonly from: CommitSha
  readonly head: CommitSha
  readonly files: readonly string[]
}

export interface Substance {
  /** Files with conflict markers that `from` does not have. */
  readonly markers: readonly string[]
  /** Whether a file that is no lock file changed in more than blanks. */
  readonly isWritten: boolean
}

/** Reads whether a change has substance, and which files have leftover conflict markers. */
export async function readSubstance(repository: Repository, range: Range): Promise<Substance> {
  return { markers: await filesWithNewMarkers(repository, range), isWritten: await isWritten(repository, range) }
}

async function isWritten(repository: Repository, range: Range): Promise<boolean> {
  for (const files of chunks(range.files.filter(file => !isLockFile(file))))
    if (await saysSomething(repository, { ...range, files })) return true
  return false
}

async function saysSomething(repository: Repository, { from, head, files }: Range): Promise<boolean> {
  const base = ['diff', '--no-ext-diff', '--no-textconv', '--no-color', '--no-renames', '-z']
  const [numbers, raw] = await Promise.all([
    askGit(repository, [...base, '--numstat', '-w', '--ignore-blank-lines', from, head, '--', ...literal(files)], { isFixed: true }),
    askGit(repository, [...base, '--raw', from, head, '--', ...literal(files)], { isFixed: true }),
  ])
  const hasLines = numbers.split('\0').some(line => /^(?!0\t0\t)(\d+|-)\t/.test(line))
  return hasLines || raw.split('\0').some(isDeletionOrModeChange)
}

/** `:100644 100755 <old> <new> M` */
function isDeletionOrModeChange(record: string): boolean {
  const match = /^:(\d{6}) (\d{6}) \S+ \S+ (\w)/.exec(record)
  return match !== null && (match[3] === 'D' || (match[3] !== 'A' && match[1] !== match[2]))
}

async function filesWithNewMarkers(repository: Repository, { from, head, files }: Range): Promise<readonly string[]> {
  const found: string[] = []
  for (const some of chunks(files)) {
    const now = await markedFiles(repository, head, some)
    // A guide to merging or a test fixture may contain markers: only new ones count.
    const before = new Set(now.length === 0 ? [] : await markedFiles(repository, from, now))
    found.push(...now.filter(file => !before.has(file)))
  }
  return found
}

/** Requires both ends: a row of seven `=` underlines headings. */
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
