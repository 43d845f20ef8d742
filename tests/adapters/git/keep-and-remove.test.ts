import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { lstat, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createGit } from '../../../src/adapters/git/create-git.ts'
import { asWorker, fixture, writeFiles } from './support/repository.ts'

const KEEP = { discard: false }

test('a rescue keeps staged, unstaged and untracked work under a new number, and the same state only once', async () => {
  const { git, run, worktree } = await fixture()
  const { path } = await worktree('a')
  const rescue = () => git.rescue(asWorker('a'), path)
  expect(await rescue()).toBeNull()
  await writeFiles(path, { 'README.md': 'changed\n', 'staged.txt': 's\n', 'new\n"one".txt': 'n\n' })
  run(['add', 'staged.txt'], path)
  const status = run(['status', '--porcelain', '-z'], path)
  expect(await rescue()).toBe('refs/czar/rescue/a/1')
  expect(await rescue()).toBe('refs/czar/rescue/a/1')
  expect(run(['show', 'refs/czar/rescue/a/1:new\n"one".txt'])).toBe('n')
  expect(run(['ls-tree', '-r', '-z', '--name-only', 'refs/czar/rescue/a/1']).split('\0').filter(Boolean)).toEqual([
    'README.md',
    'new\n"one".txt',
    'staged.txt',
  ])
  await writeFiles(path, { 'README.md': 'changed again\n' })
  expect(await rescue()).toBe('refs/czar/rescue/a/2')
  expect(run(['show', 'refs/czar/rescue/a/1:README.md'])).toBe('changed')
  expect(run(['status', '--porcelain', '-z'], path)).toBe(status)
})

test('a worktree with unsaved work is kept, each loss named; committed or rescued it goes, and its branch stays', async () => {
  const { git, run, worktree, commit } = await fixture()
  const { path } = await worktree('a')
  const head = await commit({ 'done.txt': 'x' }, path)
  await writeFiles(path, { 'draft 1': 'x', 'README.md': 'changed' })
  const remove = () => git.removeWorktree(asWorker('a'), path, KEEP)
  await expect(remove()).rejects.toMatchObject({ code: 'precondition', details: ['uncommitted: README.md', 'uncommitted: draft 1'] })
  await git.rescue(asWorker('a'), path)
  await writeFiles(path, { 'draft 1': 'later than the rescue' })
  await expect(remove()).rejects.toMatchObject({ code: 'precondition' })
  await git.rescue(asWorker('a'), path)
  await remove()
  await expect(lstat(path)).rejects.toThrow('ENOENT')
  expect(run(['rev-parse', 'feat/a'])).toBe(head)
  await remove()
  expect(await worktree('a')).toMatchObject({ adopted: true })
})

test('commits on no branch are a loss; --discard gives everything up, the branch too', async () => {
  const { git, run, worktree, commit } = await fixture()
  const { path } = await worktree('a')
  run(['switch', '-q', '--detach'], path)
  await commit({ 'floating.txt': 'x' }, path)
  await expect(git.removeWorktree(asWorker('a'), path, KEEP)).rejects.toMatchObject({
    details: [expect.stringMatching(/^commit on no branch: [0-9a-f]+ Change floating\.txt$/)],
  })
  await writeFiles(path, { draft: 'x' })
  await git.removeWorktree(asWorker('a'), path, { discard: true })
  expect(run(['for-each-ref', '--format=%(refname)'])).toBe('refs/heads/main')
})

test('a worktree in which a process works is never removed', async () => {
  const { git, worktree } = await fixture()
  const { path } = await worktree('a')
  await mkdir(join(path, 'sub'))
  const child = spawn('sleep', ['60'], { cwd: join(path, 'sub'), stdio: 'ignore' })
  onTestFinished(() => void child.kill())
  await once(child, 'spawn')
  await expect(git.removeWorktree(asWorker('a'), path, { discard: true })).rejects.toMatchObject({
    message: `${path} is not removed: process ${child.pid} (sleep 60) works in it`,
    hint: expect.stringMatching(new RegExp(`^kill ${child.pid}  `)),
  })
  child.kill()
  await once(child, 'exit')
  await git.removeWorktree(asWorker('a'), path, KEEP)
})

test('a proof is fresh, detached and exact, and its removal takes all that was written into it', async () => {
  const { git, run, folder, worktree, commit } = await fixture()
  const { path } = await worktree('a')
  const head = await commit({ 'a.txt': 'x\n' }, path)
  await writeFiles(path, { 'draft.txt': 'not in the proof' })
  const proof = join(folder, 'proofs #(x)', 'p 1')
  for (const round of [1, 2]) {
    await git.makeProof(head, proof)
    expect(run(['rev-parse', 'HEAD', '--abbrev-ref', 'HEAD'], proof)).toBe(`${head}\nHEAD`)
    expect(await readdir(proof)).toEqual(['.git', 'README.md', 'a.txt'])
    await writeFiles(proof, { [`left/over/${round}`]: 'x', 'a.txt': 'changed' })
  }
  await git.removeProof(proof)
  expect(run(['worktree', 'list']).split('\n')).toHaveLength(2)
  await expect(git.removeProof(path)).rejects.toThrow('the czar made no proof there')
  await expect(git.makeProof(head, path)).rejects.toThrow('no proof is made there')
  expect(await readdir(path)).toContain('draft.txt')
})

test('proofs that a killed czar left are pruned, whole or half made; workers’ worktrees are not', async () => {
  const { git, run, folder, options, worktree, commit, repo } = await fixture()
  const { path } = await worktree('a')
  const head = await commit({ 'a.txt': 'x\n' }, path)
  run(['worktree', 'add', '-q', '--detach', join(folder, 'the user’s own')])
  const proofs = ['one', 'two', 'three'].map(name => join(folder, name))
  for (const proof of proofs) await git.makeProof(head, proof)
  await rm(proofs[1] ?? '', { recursive: true })
  await writeFile(join(repo, '.git/worktrees/three/locked'), 'initializing')
  expect([...(await createGit(options).pruneProofs())].sort()).toEqual([...proofs].sort())
  expect(await createGit(options).pruneProofs()).toEqual([])
  for (const proof of proofs) await expect(stat(proof)).rejects.toThrow('ENOENT')
  expect(run(['worktree', 'list']).split('\n')).toHaveLength(3)
})
