import { rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import { checkWork } from '../support/check-work.ts'
import { fixture } from '../support/repository.ts'

const WIDE = { owns: [], foreign: [], protect: [] }

test('each changed file gets its own lines, whatever its name and content', async () => {
  const { git, commit, repo } = await fixture()
  const odd = 'two\nlines "q" \\ ünï 🎉.ts'
  const from = await commit({ [odd]: 'one\ntwo\n', 'gone.ts': '--- a/x\n', 'image.png': '\0\u0001' })
  await rm(join(repo, 'gone.ts'))
  const to = await commit({ [odd]: 'one\n@@ -1 +1 @@\ndiff --git a/x b/x', 'new.ts': '++ b/y\n', 'image.png': '\0\u0002' })
  expect(await git.changes(from, to, [odd, 'gone.ts', 'new.ts', 'image.png', 'README.md'])).toEqual([
    { path: 'gone.ts', kind: 'deleted', removed: ['--- a/x'], added: [] },
    { path: 'image.png', kind: 'changed', removed: [], added: [] },
    { path: 'new.ts', kind: 'added', removed: [], added: ['++ b/y'] },
    { path: odd, kind: 'changed', removed: ['two'], added: ['@@ -1 +1 @@', 'diff --git a/x b/x'] },
  ])
})

test('a file of a commit can be read, and a missing file is null', async () => {
  const { git, commit } = await fixture()
  const first = await commit({ 'package.json': '{}\n' })
  expect(await git.fileAt(first, 'package.json')).toBe('{}\n')
  expect(await git.fileAt(first, 'web/package.json')).toBeNull()
})

test('a symbolic link in a commit is told from a file, also if its name has blanks, umlauts and wildcards', async () => {
  const { git, repo, commit } = await fixture()
  await commit({ 'docs/real.md': 'real\n' })
  await symlink('real.md', join(repo, 'docs/ü *.md'))
  const head = await commit({})
  const links = await Promise.all(['docs/ü *.md', 'docs/real.md', 'docs', 'none.md'].map(path => git.isLink(head, path)))
  expect(links).toEqual([true, false, false, false])
  expect(await git.fileAt(head, 'docs/ü *.md')).toBe('real.md')
})

test('tests that base removed are not counted against a worker that merged base', async () => {
  const { git, run, repo, commit, worktree } = await fixture()
  await commit({ 'old.test.ts': "test('old')\n", 'mine.test.ts': "test('a')\ntest('b')\n" })
  const { path, branch, startSha } = await worktree('a')
  const claim = () => checkWork(git, { path, branch, fromSha: startSha, ...WIDE })
  await commit({ 'mine.test.ts': "test('a')\n" }, path)
  await rm(join(repo, 'old.test.ts'))
  const base = await commit({ 'README.md': 'two\n' })
  run(['merge', '-q', '--no-edit', 'main'], path)
  const { baseline, commit: head, files } = await claim()
  expect(files).toEqual(['mine.test.ts'])
  expect(baseline).toBe(base)
  expect(await git.changes(baseline as CommitSha, head as CommitSha, files)).toEqual([
    { path: 'mine.test.ts', kind: 'changed', removed: ["test('b')"], added: [] },
  ])
})
