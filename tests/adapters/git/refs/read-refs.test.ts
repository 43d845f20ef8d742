import { globSync, renameSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createGit } from '../../../../src/adapters/git/create-git.ts'
import { createNext } from '../../../../src/adapters/git/refs/rescue-refs.ts'
import { openRepository } from '../../../../src/adapters/git/repository/repository.ts'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import { checkWork } from '../support/check-work.ts'
import { countingGit } from '../support/counting-git.ts'
import { asWorker, fixture } from '../support/repository.ts'

async function aProvenBranch() {
  const made = await fixture()
  const { path, branch, startSha } = await made.worktree('a')
  const proven = await made.commit({ 'a.ts': 'a\n' }, path)
  const look = (last: CommitSha | null = proven) => made.git.refs([{ worker: asWorker('a'), branch, proven: [proven], last }])
  return { ...made, path, branch, startSha, proven, look }
}

test('a proven commit is first current, then behind base, and landed when base has it', async () => {
  const { look, commit, run, startSha, proven } = await aProvenBranch()
  expect(await look()).toEqual({ base: startSha, branches: { 'feat/a': proven }, standing: { [proven]: 'current' }, kept: [] })
  const base = await commit({ 'b.ts': 'b\n' })
  expect(await look()).toMatchObject({ base, standing: { [proven]: 'behind' } })
  run(['merge', '-q', '--no-edit', 'feat/a'])
  expect(await look()).toMatchObject({ standing: { [proven]: 'landed' }, kept: [] })
})

test('unmoved branches cost no git process; a move is seen at once, also of packed references', async () => {
  const { folder, repo, options, run, commit, path, branch, startSha, proven } = await aProvenBranch()
  const wrapped = await countingGit(join(folder, 'bin'), options.env['PATH'] ?? '')
  const git = createGit({ ...options, env: { ...options.env, PATH: wrapped.path } })
  const look = () => git.refs([{ worker: asWorker('a'), branch, proven: [proven], last: proven }])
  const growOld = () => {
    for (const file of globSync(`${repo}/.git/{packed-refs,refs/heads/**/*}`)) utimesSync(file, 1e9, 1e9)
  }
  growOld()
  const first = await look()
  const asked = wrapped.count()
  expect([first.base, asked > 0]).toEqual([startSha, true])
  expect(await look()).toBe(first)
  expect(wrapped.count()).toBe(asked)
  const base = await commit({ 'b.ts': 'b\n' })
  expect(await look()).toMatchObject({ base, branches: { 'feat/a': proven } })
  run(['pack-refs', '--all'])
  growOld()
  expect(await look()).toMatchObject({ base, branches: { 'feat/a': proven } })
  const tip = await commit({ 'c.ts': 'c\n' }, path)
  expect(await look()).toMatchObject({ base, branches: { 'feat/a': tip } })
})

test('fault 54: commits that a branch lost by a reset, a rewrite or its deletion are kept by a rescue ref, once', async () => {
  const { look, run, path, startSha, proven } = await aProvenBranch()
  run(['commit', '-q', '--amend', '-m', 'rewritten'], path)
  const [kept] = (await look()).kept
  expect(kept).toEqual({ worker: 'a', branch: 'feat/a', commit: proven, ref: 'refs/czar/rescue/a/1' })
  run(['reset', '-q', '--hard', startSha], path)
  expect((await look()).kept).toEqual([kept])
  run(['switch', '-q', '--detach'], path)
  run(['branch', '-q', '-D', 'feat/a'])
  expect(await look()).toMatchObject({ branches: { 'feat/a': null }, standing: { [proven]: 'lost' }, kept: [kept] })
  expect(run(['rev-parse', 'refs/czar/rescue/a/1'])).toBe(proven)
})

test('fault 54: a branch that is deleted before any of its commits was proven keeps its last commit', async () => {
  const { git, run, path, proven } = await aProvenBranch()
  run(['switch', '-q', '--detach'], path)
  run(['branch', '-q', '-D', 'feat/a'])
  const { kept } = await git.refs([{ worker: asWorker('a'), branch: 'feat/a', proven: [], last: proven }])
  expect(kept).toEqual([{ worker: 'a', branch: 'feat/a', commit: proven, ref: 'refs/czar/rescue/a/1' }])
})

test('fault 56: proven work is merged on trial with the present base, or its conflict is reported; nothing in the repository moves', async () => {
  const { git, commit, run, proven } = await aProvenBranch()
  expect(await git.mergeWithBase(proven)).toMatchObject({ commit: proven, conflicts: [] })
  const base = await commit({ 'b.ts': 'b\n' })
  const before = run(['for-each-ref'])
  const merged = await git.mergeWithBase(proven)
  expect(merged).toMatchObject({ base, conflicts: [] })
  expect(run(['ls-tree', '--name-only', String(merged.commit)]).split('\n')).toEqual(['README.md', 'a.ts', 'b.ts'])
  expect(run(['for-each-ref'])).toBe(before)
  const clash = await commit({ 'a.ts': 'theirs\n' })
  expect(await git.mergeWithBase(proven)).toEqual({ base: clash, commit: null, conflicts: ['a.ts'] })
})

test("the proof's commit is checked at the branch's tip, whatever its worktree looks like, also without a worktree", async () => {
  const { git, commit, path, branch, startSha, proven, run } = await aProvenBranch()
  const scope = { owns: [], foreign: [], protect: [] }
  await commit({ 'later.ts': 'x\n' }, path)
  run(['switch', '-q', '--detach'], path)
  const work = { path, branch, fromSha: startSha, ...scope, tip: proven }
  expect(await checkWork(git, work)).toMatchObject({ commit: proven, base: startSha, files: ['a.ts'], reasons: [] })
  expect(await checkWork(git, { ...work, path: `${path}-gone` })).toMatchObject({ commit: proven, reasons: [] })
})

test('fault 118: commits that the repository has lost are reported as lost, and the other commits are still checked', async () => {
  const { git, look, repo, folder, run, branch, proven } = await aProvenBranch()
  const unknown = 'a'.repeat(40) as CommitSha
  const withUnknown = () => git.refs([{ worker: asWorker('a'), branch, proven: [unknown, proven], last: unknown }])
  expect(await withUnknown()).toMatchObject({
    branches: { 'feat/a': proven },
    standing: { [unknown]: 'lost', [proven]: 'current' },
    kept: [],
  })
  renameSync(join(repo, '.git'), join(folder, 'old.git'))
  run(['init', '-q', '-b', 'main'])
  run(['commit', '-q', '--allow-empty', '-m', 'anew'])
  expect(await look()).toMatchObject({ branches: { 'feat/a': null }, standing: { [proven]: 'lost' }, kept: [] })
})

test('a commit that cannot be kept is an error and causes no endless search', async () => {
  const { options } = await fixture()
  const repository = await openRepository(options)
  await expect(createNext(repository, 'refs/czar/rescue/a', { commit: 'b'.repeat(40), after: 0 })).rejects.toThrow('nonexistent object')
})
