import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, lstat, mkdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createGit } from '../../../src/adapters/git/create-git.ts'
import { ORIGINALS } from '../../../src/adapters/git/worktrees/make-together.ts'
import { until } from '../../support/until.ts'
import { aMakingCzar } from './support/making-czar.ts'
import { type Fixture, fixture, seatOf, writeFiles } from './support/repository.ts'

/** As many as git writes, and two copies. */
const NAMES = Array.from({ length: ORIGINALS + 2 }, (_, at) => `w${at}`)
const BY_GIT = NAMES.map((_, at) => at < ORIGINALS)

const AWKWARD = {
  'with space.txt': 'a\n',
  '-dash': 'b\n',
  'lines\nbroken.txt': 'c\n',
  'déjà ✨/übung.md': 'd\n',
  '.hidden/.deeper': 'e\n',
  'empty.txt': '',
  'windows.txt': 'one\r\ntwo\r\n',
  'kept.txt': 'one\n$Id$\n',
  '.gitattributes': 'windows.txt text eol=crlf\nkept.txt ident\n',
  [`${'long/'.repeat(60)}file.txt`]: 'f\n',
}

test('of a repository with many loose objects the first worktrees are written by git and the others are copies that git knows without reading', async () => {
  const made = await loosened()
  await writeFiles(made.repo, AWKWARD)
  await symlink('with space.txt', join(made.repo, 'link'))
  await symlink('nowhere', join(made.repo, 'dangling'))
  await writeFile(join(made.repo, 'run.sh'), '#!/bin/sh\n')
  await chmod(join(made.repo, 'run.sh'), 0o755)
  await made.commit({ 'more.txt': 'more\n' })
  const paths = await makeAll(made)
  expect(paths.map(isByGit)).toEqual(BY_GIT)
  for (const path of paths) {
    expectWhole(made, path)
    const ids = placesInIndex(made, path)
    const files = made.run(['ls-files', '-z'], path).split('\0').slice(0, -1)
    expect(ids).toEqual(await Promise.all(files.map(async file => (await lstat(join(path, file))).ino % 2 ** 32)))
    expect(await readlink(join(path, 'dangling'))).toBe('nowhere')
    expect((await lstat(join(path, 'run.sh'))).mode & 0o777).toBe(0o755)
  }
})

test('what is done in a copy at once is seen by git, also when the size does not tell', async () => {
  const made = await loosened()
  const copy = (await makeAll(made)).at(-1) ?? ''
  await writeFile(join(copy, 'README.md'), 'two\n')
  expect(made.run(['status', '--porcelain'], copy)).toBe(' M README.md')
})

test('where objects are packed git writes them all', async () => {
  const made = await fixture()
  const paths = await makeAll(made)
  expect(paths.map(isByGit)).toEqual(NAMES.map(() => true))
})

const OTHER_INDEXES: readonly [string, (made: Fixture) => unknown][] = [
  ['of version 4', ({ run }) => run(['config', 'index.version', '4'])],
  ['in two parts', ({ run }) => run(['config', 'core.splitIndex', 'true'])],
  ['without a sum', ({ run }) => run(['config', 'index.skipHash', 'true'])],
  ['with a cache of untracked files', ({ run }) => run(['config', 'core.untrackedCache', 'true'])],
  [
    'with a submodule',
    async ({ run, commit, repo, folder }) => {
      run(['init', '-q', join(folder, 'other')])
      run(['commit', '-q', '--allow-empty', '-m', 'other'], join(folder, 'other'))
      run(['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', join(folder, 'other'), 'module'], repo)
      await commit({ 'beside.txt': 'x\n' })
    },
  ],
]

test.each(OTHER_INDEXES)('an index %s is one that git understands afterwards', async (_, change) => {
  const made = await loosened()
  await change(made)
  for (const path of await makeAll(made)) expectWhole(made, path)
})

/** Says that it has begun and copies when it is told to; says when it is done. */
const WAITS =
  'touch "$CZAR/copying"; while [ -e "$CZAR/copying" ] && [ ! -e "$CZAR/go" ]; do sleep 0.01; done; /bin/cp "$@" && touch "$CZAR/copied"'

test('nobody is let into the first before it is copied', async () => {
  const { made, folder } = await withProgram('cp', WAITS)
  const over: string[] = []
  const all = NAMES.slice(0, -1).map(worker => made.worktree(worker).then(({ path }) => over.push(path)))
  await until(() => lstat(join(folder, 'copying')))
  await until(() => over.length === ORIGINALS - 1)
  expect(over).not.toContain(join(made.options.worktreesDir, NAMES[0] ?? ''))
  await writeFile(join(folder, 'go'), '')
  await Promise.all(all)
  for (const path of over) expectWhole(made, path)
})

const BAD_PROGRAMS: readonly [string, string, string][] = [
  ['there is no cp', 'cp', 'exit 127'],
  ['cp breaks off in the middle', 'cp', '/bin/cp "$@"; rm "./README.md"; exit 1'],
  ['cp changes what it copies', 'cp', '/bin/cp "$@"; echo more >> ./README.md'],
  ['cp leaves something out', 'cp', '/bin/cp "$@"; rm ./README.md'],
  ['cp keeps no times', 'cp', '/bin/cp "$@"; touch ./README.md'],
  ['there is no find', 'find', 'exit 127'],
  ['there is no xargs', 'xargs', 'exit 127'],
  ['xargs reads nothing', 'xargs', 'cat >&2'],
]

test.each(BAD_PROGRAMS)('git writes what could not be copied, because %s', async (_, name, does) => {
  const { made } = await withProgram(name, does)
  for (const path of await makeAll(made)) {
    expectWhole(made, path)
    expect(isByGit(path)).toBe(true)
  }
})

test('a copier that outlives a killed czar is waited for, and never writes over what is worked on then', async () => {
  const { made, folder, options } = await withProgram('cp', WAITS)
  const czar = await aMakingCzar(options, NAMES)
  await until(() => lstat(join(folder, 'copying')))
  await czar.kill('alone')
  const next = createGit(options)
  const begun: string[] = []
  const all = NAMES.map(async name => {
    const { path } = await next.ensureWorktree(seatOf(options, name))
    expectWhole(made, path)
    await writeFile(join(path, 'README.md'), 'mine\n')
    begun.push(name)
  })
  await until(() => begun.length >= ORIGINALS)
  expect(begun.toSorted()).toEqual(NAMES.slice(0, ORIGINALS))
  await writeFile(join(folder, 'go'), '')
  await Promise.all(all)
  await until(() => lstat(join(folder, 'copied')))
  for (const name of NAMES) expect(await readFile(join(options.worktreesDir, name, 'README.md'), 'utf8')).toBe('mine\n')
})

test('kill -9 of a czar at any moment, while what it started goes on, leaves what the next one completes', async () => {
  const made = await loosened()
  await made.commit(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`many/${at}.txt`, 'x\n'])))
  for (const [round, delayMs] of [5, 25, 45, 65, 90, 120].entries()) {
    const names = NAMES.map(name => `${name}_${round}`)
    const czar = await aMakingCzar(made.options, names)
    await new Promise(resolve => setTimeout(resolve, delayMs))
    await czar.kill('alone')
    const next = createGit(made.options)
    const all = await Promise.all(names.map(name => next.ensureWorktree(seatOf(made.options, name))))
    for (const { path } of all) expectWhole(made, path)
  }
})

test('one that can not be registered is told why, and the others are made', async () => {
  const { made } = await withProgram(
    'git',
    `case "$*" in *worktree\\ add*/b\\ *) echo "fatal: no luck" >&2; exit 128 ;; esac; exec ${gitItself()} "$@"`,
  )
  const results = await Promise.allSettled(['a', 'b', 'c'].map(name => made.worktree(name)))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(results[1]).toMatchObject({ reason: { message: expect.stringContaining('fatal: no luck') } })
  for (const name of ['a', 'c']) expectWhole(made, join(made.options.worktreesDir, name))
})

/** One that git would guess to hold thousands of objects in files of their own. */
async function loosened(changes: Parameters<typeof fixture>[0] = {}): Promise<Fixture> {
  const made = await fixture(changes)
  const folder = join(made.repo, '.git/objects/17')
  await mkdir(folder, { recursive: true })
  for (let at = 0; at < 10; at++) await writeFile(join(folder, String(at).padStart(38, '0')), '')
  return made
}

/** A program of that name does what the shell is told here; `$CZAR` is a folder of its own. */
async function withProgram(name: string, does: string) {
  const made = await loosened()
  const folder = join(made.folder, 'programs')
  await writeFiles(folder, { [name]: `#!/bin/sh\nCZAR='${folder}'\n${does}\n` })
  await chmod(join(folder, name), 0o755)
  const options = { ...made.options, env: { ...made.env, PATH: `${folder}:${made.env['PATH']}` } }
  const git = createGit(options)
  return { made: { ...made, git, worktree: (worker: string) => git.ensureWorktree(seatOf(options, worker)) }, folder, options }
}

async function makeAll({ git, options }: Pick<Fixture, 'git' | 'options'>): Promise<readonly string[]> {
  const all = await Promise.all(NAMES.map(worker => git.ensureWorktree(seatOf(options, worker))))
  return all.map(({ path }) => path)
}

/** All files are there as HEAD has them, none is kept from git's eyes, and no mark or lock is left. */
function expectWhole({ run }: Fixture, path: string): void {
  expect(run(['status', '--porcelain'], path)).toBe('')
  expect(run(['ls-files', '-v'], path).split('\n')).toEqual(expect.not.arrayContaining([expect.stringMatching(/^[a-z]/)]))
  expect(run(['diff', '--stat', 'HEAD'], path)).toBe('')
  expect(readdirSync(adminOf(path)).join('\n')).not.toMatch(/lock|czar/)
}

/** `git reset` notes where HEAD was; a copy has nothing of it. */
function isByGit(path: string): boolean {
  return existsSync(join(adminOf(path), 'ORIG_HEAD'))
}

/** git's own folder of a worktree. */
function adminOf(path: string): string {
  return readFileSync(join(path, '.git'), 'utf8').replace(/^gitdir: (.*)\n$/, '$1')
}

function placesInIndex({ run }: Fixture, path: string): readonly number[] {
  return [...run(['ls-files', '--debug'], path).matchAll(/ino: (\d+)/g)].map(match => Number(match[1]))
}

function gitItself(): string {
  return execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
}
