import { lstat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createGit } from '../../../../src/adapters/git/create-git.ts'
import { withWorker } from '../support/repository.ts'

test("a reviewer's files and commits reach no branch, and are removed with its worktree", async () => {
  const { git, run, folder, commit, made } = await withWorker()
  const proven = await commit({ 'a.txt': 'good\n' }, made.path)
  const path = join(folder, 'trees', '.proofs', 'review-1')
  await git.makeProof(proven, path)
  expect(run(['rev-parse', 'HEAD'], path)).toBe(proven)
  expect(run(['branch', '--show-current'], path)).toBe('')
  const branches = run(['for-each-ref', 'refs/heads'])
  await writeFile(join(path, 'a.txt'), 'bad\n')
  await writeFile(join(path, 'new.txt'), 'new\n')
  await commit({ 'a.txt': 'worse\n' }, path)
  expect(run(['for-each-ref', 'refs/heads'])).toBe(branches)
  expect(run(['status', '--porcelain'], made.path)).toBe('')
  // A reviewer cannot check out the author's branch in its worktree: git refuses to check a branch out twice.
  expect(() => run(['checkout', '-q', made.branch], path)).toThrow()
  await git.removeProof(path)
  await expect(lstat(path)).rejects.toThrow('ENOENT')
  expect(run(['for-each-ref', 'refs/heads'])).toBe(branches)
  expect(run(['worktree', 'list'])).not.toContain('review-1')
})

test('a start keeps the worktrees of active reviewers, by whatever path they are named, and removes the rest', async () => {
  const { git, options, run, folder, commit, made } = await withWorker()
  const proven = await commit({ 'a.txt': 'x\n' }, made.path)
  const [kept, left] = ['review-1', 'left'].map(name => join(folder, name))
  for (const path of [kept, left]) await git.makeProof(proven, path ?? '')
  expect(await createGit(options).pruneProofs([`${folder}/../${folder.split('/').at(-1)}/review-1/`])).toEqual([left])
  expect(run(['worktree', 'list'])).toContain('review-1')
  // A missing path in the list of kept paths causes no error.
  expect(await createGit(options).pruneProofs([join(folder, 'none')])).toEqual([kept])
})
