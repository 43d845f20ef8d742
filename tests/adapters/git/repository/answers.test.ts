import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createGit } from '../../../../src/adapters/git/create-git.ts'
import { createAnswers } from '../../../../src/adapters/git/repository/answers.ts'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import { checkWork } from '../support/check-work.ts'
import { countingGit } from '../support/counting-git.ts'
import { type Fixture, withWorker } from '../support/repository.ts'

/** A worker with a claim, and a git that counts how often it is started. */
async function aClaim(world: Awaited<ReturnType<typeof withWorker>>) {
  const counted = await countingGit(join(world.folder, 'bin'), world.options.env['PATH'] ?? '')
  const options = { ...world.options, env: { ...world.options.env, PATH: counted.path } }
  const git = createGit(options)
  const { path, branch, startSha } = world.made
  const claim = { path, branch, fromSha: startSha, owns: [], foreign: [], protect: [] }
  const check = async () => {
    const before = counted.count()
    const found = await checkWork(git, claim)
    return { found, starts: counted.count() - before }
  }
  /** Asks through a new adapter, which has cached no answer yet. */
  const afresh = () => checkWork(createGit(world.options), claim)
  return { path, branch, startSha, check, afresh, git }
}

test('a second check of the same claim costs fewer git processes and gives the same result', async () => {
  const world = await withWorker()
  const { path, check } = await aClaim(world)
  await world.commit({ 'src/one.ts': 'one\n' }, path)
  const first = await check()
  const second = await check()
  expect(second.found).toEqual(first.found)
  expect(second.starts).toBeLessThanOrEqual(first.starts / 2)
})

test.each<[string, (world: Fixture, path: string) => unknown]>([
  ['the worker commits', (world, path) => world.commit({ 'src/two.ts': 'two\n' }, path)],
  ['the worker amends', (world, path) => world.run(['commit', '-q', '--amend', '-m', 'better'], path)],
  ['the worker takes it all back', (world, path) => world.run(['reset', '-q', '--hard', 'HEAD~1'], path)],
  ['base moves', world => world.commit({ 'base.txt': 'moved\n' })],
  ['base gets the work', world => world.run(['merge', '-q', 'feat/a'])],
  ['a file lies uncommitted', (world, path) => world.run(['mv', 'README.md', 'READ.md'], path)],
])('a remembered answer is not used after a change: %s', async (_what, change) => {
  const world = await withWorker()
  const { path, check, afresh } = await aClaim(world)
  await world.commit({ 'src/one.ts': 'one\n' }, path)
  await check()
  await change(world, path)
  expect((await check()).found).toEqual(await afresh())
})

test('a commit that did not exist yet is looked up again', async () => {
  const world = await withWorker()
  const { git, path } = await aClaim(world)
  const unborn = '1'.repeat(40) as CommitSha
  expect(await git.fileAt(unborn, 'README.md')).toBeNull()
  const born = await world.commit({ 'src/one.ts': 'one\n' }, path)
  expect(await git.fileAt(born, 'src/one.ts')).toBe('one\n')
})

test('in a long history answers are remembered; the least recently used are dropped first, and a huge one is not kept', () => {
  const answers = createAnswers()
  const megabyte = { stdout: 'x'.repeat(1024 * 1024), status: 0 }
  answers.keep('a line', { stdout: '', status: 1 })
  for (let number = 0; number < 15; number++) answers.keep(`question ${number}`, megabyte)
  expect([answers.get('a line'), answers.get('question 0')]).toEqual([{ stdout: '', status: 1 }, megabyte])
  answers.keep('question 15', megabyte)
  expect([answers.get('a line')?.status, answers.get('question 0'), answers.get('question 1')]).toEqual([1, megabyte, undefined])
  answers.keep('enormous', { stdout: 'x'.repeat(3 * 1024 * 1024), status: 0 })
  expect(answers.get('enormous')).toBeUndefined()
})
