import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { lstat, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createGit } from '../../../src/adapters/git/create-git.ts'
import { asWorker, withWorker, writeFiles } from './support/repository.ts'

test('a rescue keeps staged, unstaged and untracked work under a new number, and the same state only once', async () => {
  const { git, run, made } = await withWorker()
  const { path } = made
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

test('the inventory of a worktree names everything that a removal would lose; commits on a branch are safe, and the branch stays', async () => {
  const { git, run, worktree, commit, made } = await withWorker()
  const { path } = made
  const head = await commit({ 'done.txt': 'x' }, path)
  expect(await git.takeStock(path)).toMatchObject({ standing: { kind: 'there' }, losses: [], unsavable: [], left: [] })
  await writeFiles(path, { 'draft 1': 'x', 'README.md': 'changed' })
  expect((await git.takeStock(path)).losses).toEqual(['2 uncommitted paths: README.md, draft 1'])
  expect(await git.saveWorktree(asWorker('a'), path)).toEqual([{ ref: 'refs/czar/rescue/a/1', kind: 'files', count: 2, place: '' }])
  await git.removeWorktree(path)
  await expect(lstat(path)).rejects.toThrow('ENOENT')
  expect(run(['rev-parse', 'feat/a', 'refs/czar/rescue/a/1^'])).toBe(`${head}\n${head}`)
  await git.removeWorktree(path)
  expect(await worktree('a')).toMatchObject({ adopted: true })
})

test('commits on no branch count as a loss, and are saved with a number of their own', async () => {
  const { git, run, commit, made } = await withWorker()
  const { path } = made
  run(['switch', '-q', '--detach'], path)
  const head = await commit({ 'floating.txt': 'x' }, path)
  expect((await git.takeStock(path)).losses).toEqual(['1 commit on no branch'])
  expect(await git.saveWorktree(asWorker('a'), path)).toEqual([{ ref: 'refs/czar/rescue/a/1', kind: 'commits', count: 1, place: '' }])
  expect(run(['rev-parse', 'refs/czar/rescue/a/1'])).toBe(head)
})

test('a worktree in which a process works is never removed', async () => {
  const { git, made } = await withWorker()
  const { path } = made
  await mkdir(join(path, 'sub'))
  const child = spawn('sleep', ['60'], { cwd: join(path, 'sub'), stdio: 'ignore' })
  onTestFinished(() => void child.kill())
  await once(child, 'spawn')
  await expect(git.removeWorktree(path)).rejects.toMatchObject({
    message: `${path} is not removed: process ${child.pid} (sleep 60) works in it`,
    hint: expect.stringMatching(new RegExp(`^kill ${child.pid}  `)),
  })
  child.kill()
  await once(child, 'exit')
  await git.removeWorktree(path)
})

test('fault 79: the remains of an interrupted removal are removed by the next one', async () => {
  const { git, worktree, made } = await withWorker()
  const { path } = made
  const other = await worktree('b')
  const remains = join(path, '..', '.czar-removed-a-1')
  await rename(path, remains)
  expect(await git.takeStock(path)).toMatchObject({ standing: { kind: 'gone', isKnown: true } })
  await git.removeWorktree(path)
  await expect(lstat(remains)).rejects.toThrow('ENOENT')
  expect(await git.takeStock(path)).toMatchObject({ standing: { kind: 'gone', isKnown: false } })
  expect(await git.takeStock(other.path)).toMatchObject({ standing: { kind: 'there' } })
})

test("a proof's worktree is fresh, detached and at the exact commit, and its removal removes everything written into it", async () => {
  const { git, run, folder, commit, made } = await withWorker()
  const { path } = made
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
  await expect(git.removeProof(path)).rejects.toThrow('the czar made no worktree for a check there')
  await expect(git.makeProof(head, path)).rejects.toThrow('so no check runs there')
  expect(await readdir(path)).toContain('draft.txt')
})

test("a killed czar's proof worktrees are pruned, complete or not; the workers' worktrees are not", async () => {
  const { git, run, folder, options, commit, repo, made } = await withWorker()
  const { path } = made
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
