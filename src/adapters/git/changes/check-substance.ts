import type { CommitSha } from '../../../core/model/ids.ts'
import { listed } from '../../../core/text/listed.ts'
import { chunks, literal } from '../repository/path-arguments.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'

export interface Change {
  readonly from: CommitSha
  readonly head: CommitSha
  readonly files: readonly string[]
}

const LOCK_FILES = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
  'Cargo.lock',
  'go.sum',
  'poetry.lock',
  'Pipfile.lock',
  'uv.lock',
  'pdm.lock',
  'Gemfile.lock',
  'composer.lock',
  'mix.lock',
  'flake.lock',
  'pubspec.lock',
  'Podfile.lock',
  'packages.lock.json',
  '.terraform.lock.hcl',
])

/** Checks that the change has substance and no leftover conflict markers. */
export async function checkSubstance(repository: Repository, change: Change): Promise<readonly string[]> {
  const marked = await filesWithNewMarkers(repository, change)
  const markers = marked.length === 0 ? [] : [`Conflict markers were committed; resolve them: ${listed(marked)}.`]
  return [...markers, ...(await emptiness(repository, change))]
}

async function emptiness(repository: Repository, change: Change): Promise<readonly string[]> {
  if (change.files.length === 0) return ['Your commits together change nothing: commit the work of the task.']
  const written = change.files.filter(file => !LOCK_FILES.has(file.split('/').at(-1) ?? ''))
  if (written.length === 0) return [`You changed lock files only (${listed(change.files)}): commit the work of the task.`]
  for (const files of chunks(written)) if (await saysSomething(repository, { ...change, files })) return []
  return [`Your commits change only blanks or add empty files (${listed(written)}): commit the work of the task.`]
}

async function saysSomething(repository: Repository, { from, head, files }: Change): Promise<boolean> {
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

async function filesWithNewMarkers(repository: Repository, { from, head, files }: Change): Promise<readonly string[]> {
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
