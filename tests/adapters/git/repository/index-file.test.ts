import { execFileSync } from 'node:child_process'
import { copyFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGit } from '../../../../src/adapters/git/create-git.ts'
import { type IndexEntry, readIndexFile } from '../../../../src/adapters/git/repository/index-file.ts'
import { countingGit } from '../support/counting-git.ts'
import { asWorker, type Fixture, fixture, withWorker, writeFiles } from '../support/repository.ts'

type Place = Pick<Fixture, 'repo' | 'env'>

/** Runs git with names as bytes, one character for each byte. */
function git({ repo, env }: Place, args: readonly string[], input = ''): string {
  return execFileSync('git', args, { cwd: repo, env, input: Buffer.from(input, 'latin1'), encoding: 'latin1' })
}

/** What git itself says about the index. */
function askGit(place: Place): readonly IndexEntry[] {
  const lines = git(place, ['ls-files', '-v', '-s', '-z']).split('\0').filter(Boolean)
  return lines.map(line => ({
    path: line.slice(line.indexOf('\t') + 1),
    isMarked: /^[a-zS] /.test(line),
    isSubmodule: line.slice(2, 8) === '160000',
  }))
}

const BLOB = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'

const entry = fc.record({
  // Bytes of any value but NUL and slash; git refuses a name that is `.`, `..` or `.git`.
  name: fc.uint8Array({ minLength: 1, maxLength: 60 }).map(bytes => `n${Buffer.from(bytes).toString('latin1').replace(/[\0/]/g, '_')}`),
  mode: fc.constantFrom('100644', '100644', '100755', '120000', '160000'),
  flags: fc.subarray(['--assume-unchanged', '--skip-worktree'] as const),
  isConflict: fc.boolean(),
})

test('an index of any names, modes, flags and conflicts is read as git reads it', async () => {
  const made = await fixture()
  const file = join(made.repo, '.git', 'index')
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(entry, { selector: ({ name }) => name, maxLength: 12 }), async entries => {
      git(made, ['read-tree', '--empty'])
      const lines = entries.flatMap(({ name, mode, isConflict }) =>
        (isConflict && mode !== '160000' ? [1, 2, 3] : [0]).map(stage => `${mode} ${BLOB} ${stage}\t${name}\0`),
      )
      git(made, ['update-index', '-z', '--index-info'], lines.join(''))
      for (const flag of ['--assume-unchanged', '--skip-worktree'] as const) {
        const paths = entries.filter(({ flags, isConflict, mode }) => flags.includes(flag) && (!isConflict || mode === '160000'))
        if (paths.length > 0) git(made, ['update-index', '-z', flag, '--stdin'], paths.map(({ name }) => `${name}\0`).join(''))
      }
      expect(await readIndexFile(file, 40)).toEqual(askGit(made))
    }),
    { numRuns: 15 },
  )
})

test('names of every length are read, also longer ones than the length field holds, and files that are only to be added', async () => {
  const made = await fixture()
  const long = Array.from({ length: 30 }, (_, at) => `${'d'.repeat(140)}${at}`).join('/')
  const names = [...Array.from({ length: 20 }, (_, at) => `x${'y'.repeat(at)}`), long]
  git(made, ['update-index', '-z', '--index-info'], names.map(name => `100644 ${BLOB} 0\t${name}\0`).join(''))
  git(made, ['update-index', '-z', '--assume-unchanged', '--stdin'], names.map(name => `${name}\0`).join(''))
  await made.commit({ 'later.txt': '' })
  git(made, ['rm', '-q', '--cached', 'later.txt'])
  git(made, ['add', '--intent-to-add', 'later.txt'])
  const entries = await readIndexFile(join(made.repo, '.git', 'index'), 40)
  expect(entries?.filter(({ path, isMarked }) => isMarked && path.length > 4_096).map(({ path }) => path)).toEqual([long])
  expect(entries).toEqual(askGit(made))
})

test('a repository with SHA-256 is read too; with the wrong length of ids nothing is said', async () => {
  const { folder, env } = await fixture()
  const place = { repo: join(folder, 'long'), env }
  execFileSync('git', ['init', '-q', '--object-format=sha256', place.repo], { env })
  const blob = git(place, ['hash-object', '-w', '--stdin'], 'x').trim()
  git(place, ['update-index', '--index-info'], `100644 ${blob} 0\ta\n160000 ${blob} 0\tinner\n`)
  git(place, ['update-index', '--skip-worktree', 'a'])
  const file = join(place.repo, '.git', 'index')
  expect(await readIndexFile(file, 64)).toEqual([
    { path: 'a', isMarked: true, isSubmodule: false },
    { path: 'inner', isMarked: false, isSubmodule: true },
  ])
  expect(await readIndexFile(file, 40)).toBeNull()
})

test('what only git can read is left to git: other versions, a split or sparse index, a damaged or missing file', async () => {
  const made = await fixture()
  const file = join(made.repo, '.git', 'index')
  const read = () => readIndexFile(file, 40)
  await made.commit({ 'src/a.txt': 'a\n', 'docs/b.txt': 'b\n' })
  expect(await read()).toHaveLength(3)
  const whole = join(made.folder, 'whole')
  copyFileSync(file, whole)
  for (const bytes of [0, 11, 60, 100]) {
    truncateSync(file, bytes)
    expect(await read()).toBeNull()
    copyFileSync(whole, file)
  }
  git(made, ['update-index', '--index-version', '4'])
  expect(await read()).toBeNull()
  git(made, ['update-index', '--index-version', '2'])
  git(made, ['update-index', '--split-index'])
  expect(await read()).toBeNull()
  git(made, ['update-index', '--no-split-index'])
  git(made, ['sparse-checkout', 'set', '--cone', '--sparse-index', 'src'])
  expect(await read()).toBeNull()
  expect(await readIndexFile(join(made.folder, 'missing'), 40)).toBeNull()
})

test('the end of an agent with a clean worktree costs one git process, and hidden edits are still saved', async () => {
  const { folder, options, made, run, commit } = await withWorker()
  const wrapped = await countingGit(join(folder, 'bin'), options.env['PATH'] ?? '')
  const git = createGit({ ...options, env: { ...options.env, PATH: wrapped.path } })
  expect(await git.rescue(asWorker('a'), made.path)).toBeNull()
  const before = wrapped.count()
  expect(await git.rescue(asWorker('a'), made.path)).toBeNull()
  expect(wrapped.count() - before).toBe(1)
  await commit({ 'hidden.txt': 'one\n', 'skipped.txt': 'one\n' }, made.path)
  run(['update-index', '--assume-unchanged', 'hidden.txt'], made.path)
  run(['update-index', '--skip-worktree', 'skipped.txt'], made.path)
  await writeFiles(made.path, { 'hidden.txt': 'two\n', 'skipped.txt': 'two\n' })
  const ref = await git.rescue(asWorker('a'), made.path)
  expect(run(['show', `${ref}:hidden.txt`])).toBe('two')
  expect(run(['show', `${ref}:skipped.txt`])).toBe('two')
})
