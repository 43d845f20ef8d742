import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createGit } from '../../../src/adapters/git/create-git.ts'
import type { CommitSha } from '../../../src/core/model/ids.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { checkWork } from './support/check-work.ts'
import { aMakingCzar } from './support/making-czar.ts'
import { asWorker, type Fixture, fixture, specOf, withWorker, writeFiles } from './support/repository.ts'

test('twenty worktrees are created at once, beside a remote, without an upstream branch and in a private folder', async () => {
  const { git, run, repo, folder, options } = await fixture()
  run(['clone', '-q', '--bare', repo, join(folder, 'remote.git')])
  run(['remote', 'add', 'origin', join(folder, 'remote.git')])
  run(['fetch', '-q', 'origin'])
  run(['branch', '-q', '-u', 'origin/main', 'main'])
  const config = await readFile(join(repo, '.git/config'), 'utf8')
  const names = Array.from({ length: 20 }, (_, at) => `n${at}`)
  const made = await Promise.all(names.map(name => git.ensureWorktree(specOf(options, name))))
  expect(made.map(({ adopted }) => adopted)).toEqual(names.map(() => false))
  for (const { path } of made) expect(run(['status', '--porcelain'], path)).toBe('')
  expect(await readFile(join(repo, '.git/config'), 'utf8')).toBe(config)
  expect((await stat(options.worktreesDir)).mode & 0o777).toBe(0o700)
})

test('two czars that create worktrees at once wait for each other', async () => {
  const { options, run } = await fixture()
  const others = [createGit(options), createGit({ ...options })]
  await Promise.all(others.flatMap((git, at) => [1, 2, 3].map(number => git.ensureWorktree(specOf(options, `x${at}_${number}`)))))
  expect(run(['worktree', 'list']).split('\n')).toHaveLength(7)
})

test('a second call adopts the existing worktree and keeps its first start commit, although base has moved', async () => {
  const { git, commit, options, made } = await withWorker()
  const first = made
  await commit({ 'on-base.txt': 'later\n' })
  await commit({ 'mine.txt': 'work\n' }, first.path)
  await writeFiles(first.path, { 'draft.txt': 'not committed\n', 'mine.txt': 'changed\n' })
  expect(await git.ensureWorktree(specOf(options, 'a'))).toEqual({ ...first, adopted: true })
  expect(await readFile(join(first.path, 'draft.txt'), 'utf8')).toBe('not committed\n')
  expect(await readFile(join(first.path, 'mine.txt'), 'utf8')).toBe('changed\n')
})

const CRASHES: readonly [string, (made: Fixture, path: string) => Promise<unknown>][] = [
  ['the branch was made but no worktree', async ({ run }, path) => run(['worktree', 'remove', '--force', path])],
  ['it was registered but nothing checked out', async ({ run }, path) => startOver(run, path)],
  [
    'half of the files were written and the index was locked',
    async ({ run }, path) => {
      await startOver(run, path)
      const admin = run(['rev-parse', '--absolute-git-dir'], path)
      await writeFile(join(path, 'README.md'), 'on')
      await Promise.all([writeFile(join(admin, 'index.lock'), 'half'), writeFile(join(admin, 'czar-unfinished'), '')])
    },
  ],
  [
    'git was in the middle of registering it',
    async ({ run }, path) => {
      const admin = run(['rev-parse', '--absolute-git-dir'], path)
      await writeFile(join(admin, 'locked'), 'initializing')
      await Promise.all(['HEAD', 'index', 'commondir'].map(name => rm(join(admin, name))))
      await rm(path, { recursive: true })
      await mkdir(path)
    },
  ],
  ['its folder was deleted by hand', async (_, path) => rm(path, { recursive: true })],
]

test.each(CRASHES)('after a kill the worktree is completed when %s', async (_, crash) => {
  const made = await fixture()
  const { path, branch, startSha } = await made.worktree('a')
  await crash(made, path)
  expect(await made.worktree('a')).toEqual({ path, branch, startSha, includes: [], adopted: true })
  expect(made.run(['status', '--porcelain', '--branch'], path)).toBe(`## ${branch}`)
  expect(await readFile(join(path, 'README.md'), 'utf8')).toBe('one\n')
})

test.each(['with children', 'alone'] as const)(
  'a czar that is killed with kill -9 at any moment, %s, leaves a worktree that the next czar completes',
  async how => {
    const made = await fixture()
    await made.commit(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`many/${at}.txt`, 'x\n'])))
    for (const [at, delayMs] of [15, 35, 60, 90].entries()) {
      const czar = await aMakingCzar(made.options, [`k${at}`])
      await new Promise(resolve => setTimeout(resolve, delayMs))
      await czar.kill(how)
      const { path } = await made.git.ensureWorktree(specOf(made.options, `k${at}`))
      expect(made.run(['status', '--porcelain'], path)).toBe('')
      expect(await readdir(join(path, 'many'))).toHaveLength(300)
    }
  },
)

test('work in a worktree is never overwritten by a checkout, even if its index is gone', async () => {
  const { worktree, run, made } = await withWorker()
  const { path } = made
  await writeFiles(path, { 'README.md': 'changed by the agent\n' })
  await rm(join(run(['rev-parse', '--absolute-git-dir'], path), 'index'))
  await worktree('a')
  expect(await readFile(join(path, 'README.md'), 'utf8')).toBe('changed by the agent\n')
})

test('a foreign branch, a foreign folder and a folder without .git are refused and left alone', async () => {
  const { worktree, run, options, commit } = await fixture()
  const { path } = await worktree('c')
  run(['branch', 'feat/a'])
  await expect(worktree('a')).rejects.toMatchObject({
    message: expect.stringContaining('branch feat/a exists already and is not this project'),
    hint: expect.stringContaining('branch -m feat/a feat/a-old   # keeps its commits; then: czar restart a'),
  })
  await writeFiles(join(options.worktreesDir, 'b'), { 'notes.txt': 'mine' })
  await expect(worktree('b')).rejects.toThrow('a folder with files is there')
  await commit({ 'work.txt': 'x' }, path)
  await rm(join(path, '.git'))
  await expect(worktree('c')).rejects.toMatchObject({ reason: 'target-gone', message: expect.stringContaining('its .git is missing') })
  expect(await readFile(join(path, 'work.txt'), 'utf8')).toBe('x')
  expect(run(['branch', '--list', 'feat/*', '--format=%(refname:short)'])).toBe('feat/a\nfeat/c')
})

test.each([
  ['the lock of one state directory', 'locks'],
  ['state directories of their own', 'other-locks'],
])('two projects that want the same branch at once, with %s: one gets it, and the other is told whose it is', async (_what, lock) => {
  const { options, folder, run } = await fixture()
  const projects = ['alpha', 'beta'].map(project => ({ ...options, project, worktreesDir: join(folder, project) }))
  const gits = projects.map((each, at) => createGit(at === 0 ? each : { ...each, lockDir: join(folder, lock) }))
  const made = await Promise.allSettled(gits.map((git, at) => git.ensureWorktree(specOf(projects[at] ?? options, 'a'))))
  const lost = made.findIndex(({ status }) => status === 'rejected')
  expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const [own, other] = lost === 0 ? ['alpha', 'beta'] : ['beta', 'alpha']
  expect(made[lost]).toMatchObject({
    reason: {
      message: `branch feat/a belongs to the project ${other}, which works in the same repository`,
      hint: `write another \`branch:\` for a, such as \`branch: ${own}/a\` in the project file; then: czar reload && czar restart a`,
    },
  })
  expect(run(['for-each-ref', '--format=%(refname)', 'refs/czar/start']).split('\n')).toHaveLength(1)
})

test('a worktree starts with the verified work of its dependencies, except work that conflicts', async () => {
  const { git, worktree, commit, options, run } = await fixture()
  const [one, two, three] = [await worktree('a'), await worktree('b'), await worktree('c')]
  const first = await commit({ 'a.txt': 'a\n' }, one.path)
  const second = await commit({ 'b.txt': 'b\n', 'README.md': 'two\n' }, two.path)
  const clash = await commit({ 'README.md': 'three\n' }, three.path)
  const single = await git.ensureWorktree({ ...specOf(options, 'single'), includes: [first] })
  expect(single).toMatchObject({ startSha: first, includes: [first] })
  const seat = { ...specOf(options, 'all'), includes: [first, second, clash] as CommitSha[] }
  const all = await git.ensureWorktree(seat)
  expect(all.includes).toEqual([first, second])
  expect(await readFile(join(all.path, 'README.md'), 'utf8')).toBe('two\n')
  expect(await readdir(all.path)).toEqual(['.git', 'README.md', 'a.txt', 'b.txt'])
  run(['worktree', 'remove', all.path])
  run(['branch', '-qD', 'feat/all'])
  expect((await git.ensureWorktree(seat)).startSha).toBe(all.startSha)
})

test('hooks, file monitors and external programs of a hostile repository are not run', async () => {
  const { worktree, git, run, repo, commit, folder, options } = await fixture()
  const trap = await hostile(repo, run)
  const { path, startSha } = await worktree('a')
  await expect(stat(trap)).rejects.toThrow('ENOENT')
  const head = await commit({ 'x.txt': 'x' }, path)
  await writeFiles(path, { 'y.txt': 'y' })
  // The user's own git runs the trap's command, which shows that the trap works.
  await rm(trap)
  await createGit(options).inspect()
  await git.activity(path, startSha)
  await git.rescue(asWorker('a'), path)
  await checkWork(git, { path, branch: 'feat/a', fromSha: startSha, owns: [], foreign: [], protect: [] })
  await git.makeProof(head, join(folder, 'proof'))
  await git.removeProof(join(folder, 'proof'))
  await git.removeWorktree(path)
  await expect(stat(trap)).rejects.toThrow('ENOENT')
})

async function hostile(repo: string, run: Fixture['run']): Promise<string> {
  const folder = await temporaryDirectory()
  const [trap, program] = [join(folder, 'sprung'), join(folder, 'program')]
  await writeFile(program, `#!/bin/sh\necho "$0 $*" >> ${trap}\n`)
  await chmod(program, 0o755)
  for (const name of ['post-checkout', 'reference-transaction', 'post-index-change', 'pre-commit', 'post-rewrite']) {
    await writeFile(join(repo, '.git/hooks', name), `#!/bin/sh\nexec ${program} ${name}\n`)
    await chmod(join(repo, '.git/hooks', name), 0o755)
  }
  await writeFile(join(repo, '.git/info/attributes'), '* diff=evil\n')
  for (const key of ['core.fsmonitor', 'diff.external', 'diff.evil.textconv', 'diff.evil.command', 'core.pager', 'core.editor']) {
    run(['config', key, program])
  }
  return trap
}

async function startOver(run: Fixture['run'], path: string): Promise<void> {
  run(['worktree', 'remove', '--force', path])
  run(['worktree', 'add', '--no-checkout', '-q', path, 'feat/a'])
}
