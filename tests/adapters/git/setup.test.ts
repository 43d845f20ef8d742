import { mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkWork } from './support/check-work.ts'
import { asWorker, fixture, withWorker, writeFiles } from './support/repository.ts'

async function prepared() {
  const made = await fixture()
  const seat = await made.worktree('a')
  const modules = join(made.folder, 'modules')
  await mkdir(modules)
  await writeFiles(seat.path, { 'draft.txt': 'there before' })
  const setUp = () =>
    made.git.aroundSetup(seat.path, async () => {
      await rm(join(seat.path, 'node_modules'), { force: true })
      await symlink(modules, join(seat.path, 'node_modules'))
      await writeFiles(seat.path, { 'seed "1".db': 'seed' })
    })
  await setUp()
  const claim = { path: seat.path, branch: seat.branch, fromSha: seat.startSha, owns: [], foreign: [], protect: [] }
  const reasons = async () => (await checkWork(made.git, claim)).reasons
  return { ...made, ...seat, setUp, reasons }
}

test('untracked files that the setup commands left are not work: not dirty, no draft, and no hindrance for a proof or a clean', async () => {
  const { git, path, startSha, run, reasons, setUp } = await prepared()
  expect(await git.activity(path, startSha)).toMatchObject({ dirty: 1, files: ['draft.txt'] })
  await rm(join(path, 'draft.txt'))
  await writeFiles(path, { 'work.txt': 'x' })
  run(['add', 'work.txt'], path)
  run(['commit', '-q', '-m', 'work'], path)
  expect(await reasons()).toEqual([])
  await setUp()
  expect(await reasons(), 'set up again').toEqual([])
  expect(await git.rescue(asWorker('a'), path)).toBeNull()
  await git.removeWorktree(path)
})

test('a setup file that the worker changes later, or a new file beside it, is work', async () => {
  const { git, path, startSha, setUp } = await prepared()
  const files = async () => (await git.activity(path, startSha)).files
  await rm(join(path, 'node_modules'))
  await symlink('/elsewhere', join(path, 'node_modules'))
  expect(await files()).toEqual(['draft.txt', 'node_modules'])
  await writeFile(join(path, 'seed "1".db'), 'more')
  await utimes(join(path, 'seed "1".db'), 1, 1)
  expect(await files()).toEqual(['draft.txt', 'node_modules', 'seed "1".db'])
  await setUp()
  expect(await files(), 'the link is as setup makes it again; what was changed does not become setup’s').toEqual([
    'draft.txt',
    'seed "1".db',
  ])
})

test('files that a failed setup made are still known at the next setup', async () => {
  const { git, made } = await withWorker()
  const { path, startSha } = made
  const failing = git.aroundSetup(path, async () => {
    await writeFiles(path, { 'half.txt': 'x' })
    throw new Error('setup failed')
  })
  await expect(failing).rejects.toThrow('setup failed')
  await git.aroundSetup(path, async () => writeFiles(path, { 'half.txt': 'whole' }))
  expect(await git.activity(path, startSha)).toMatchObject({ dirty: 0 })
})
