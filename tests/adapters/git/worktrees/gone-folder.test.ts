import { chmod, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { type Fixture, fixture, specOf } from '../support/repository.ts'

const ways: readonly [title: string, folder: 'lost' | 'away' | null, lead: (made: Fixture, path: string) => Promise<unknown>][] = [
  ['is there', null, async () => {}],
  ['is there without its .git', null, (_, path) => rm(`${path}/.git`)],
  ['was deleted', 'lost', (_, path) => rm(path, { recursive: true })],
  [
    'was deleted, and git has pruned it',
    'lost',
    async ({ run }, path) => [await rm(path, { recursive: true }), run(['worktree', 'prune'])],
  ],
  ['was removed by git', 'lost', async ({ run }, path) => run(['worktree', 'remove', '--force', path])],
  ['was moved by git', 'away', async ({ run }, path) => run(['worktree', 'move', path, `${path}-moved`])],
  ['is on a disk that is not there', 'away', (_, path) => rename(dirname(path), `${dirname(path)}-away`)],
  [
    'was locked by a person before',
    'away',
    async ({ run }, path) => [run(['worktree', 'lock', path]), await rm(path, { recursive: true })],
  ],
  [
    'was deleted with its branch',
    'away',
    async ({ run }, path) => [run(['worktree', 'remove', '--force', path]), run(['branch', '-qD', 'feat/a'])],
  ],
  [
    'was deleted, and its branch is checked out elsewhere',
    'away',
    async ({ run }, path) => [await rm(path, { recursive: true }), run(['worktree', 'add', '-qf', `${path}-mine`, 'feat/a'])],
  ],
]

test.each(ways)('fault 141: the folder of a worktree %s', async (_title, folder, lead) => {
  const made = await fixture()
  const { path, branch } = await made.worktree('a')
  await lead(made, path)
  expect(await made.git.goneFolder(path, [branch])).toBe(folder)
  if (folder === 'lost') expect(await made.git.ensureWorktree(specOf(made.options, 'a'))).toMatchObject({ path, branch })
})

test.skipIf(process.getuid?.() === 0)('a folder that may not be read does not count as gone', async () => {
  const made = await fixture()
  const { path, branch } = await made.worktree('a')
  await chmod(dirname(path), 0o000)
  expect(await made.git.goneFolder(path, [branch])).toBeNull()
  await chmod(dirname(path), 0o700)
})
