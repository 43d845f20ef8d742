import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import type { AddedWork } from '../../../../src/core/ports/duplicates-port.ts'
import { type Fixture, fixture, withWorker, writeFiles } from '../support/repository.ts'

const tip = ({ run }: Fixture, name: string) => run(['rev-parse', name]) as CommitSha
const from = (made: Fixture) => tip(made, 'main')

async function added(made: Fixture, head: string, foreign: readonly CommitSha[] = []): Promise<AddedWork> {
  const work = await made.git.added({ from: from(made), head: tip(made, head), foreign, uncommitted: null })
  if (work === null) throw new Error('too much')
  return work
}

const linesOf = (work: AddedWork) =>
  Object.fromEntries(work.files.map(({ path, lines }) => [path, lines.map(({ at, text }) => `${at} ${text}`)]))

async function branch(made: Fixture, name: string, files: Readonly<Record<string, string>>, start = 'main') {
  made.run(['checkout', '-q', '-b', name, start])
  await made.commit(files)
}

test("the added lines that remain at the branch's head are read, with line numbers and whether the file is new", async () => {
  const made = await fixture()
  await branch(made, 'work', { 'README.md': 'one\ntwo\nthree\n', 'a b"ü.ts': 'const one = 1\n' })
  await made.commit({ 'README.md': 'one\nthree\n' })
  const work = await added(made, 'work')
  expect(linesOf(work)).toEqual({ 'README.md': ['2 three'], 'a b"ü.ts': ['1 const one = 1'] })
  expect(work.files.map(({ path, isNew, before }) => [path, isNew, before])).toEqual([
    ['README.md', false, 'one\n'],
    ['a b"ü.ts', true, null],
  ])
  expect(work.commits).toHaveLength(2)
})

test('lines that base and the train have are left out, also after the worker merged them', async () => {
  const made = await fixture()
  await branch(made, 'base-now', { 'base.ts': 'of base\n' })
  await branch(made, 'work', { 'own.ts': 'of the worker\n' }, 'main')
  made.run(['merge', '-q', '--no-edit', 'base-now'])
  await made.commit({ 'more.ts': 'of the worker too\n' })
  expect(Object.keys(linesOf(await added(made, 'work', [tip(made, 'base-now')])))).toEqual(['more.ts', 'own.ts'])
})

test('a line that moved from one file into another is no added line', async () => {
  const made = await fixture()
  await made.commit({ 'old.ts': 'a long line that moves\nanother\n' })
  await branch(made, 'work', { 'old.ts': 'another\n', 'README.md': 'one\n  a long line that moves\n' })
  expect(linesOf(await added(made, 'work'))).toEqual({})
})

test('the same change has the same patch id on both branches, and a cherry-picked commit keeps its author', async () => {
  const made = await fixture()
  await branch(made, 'one', { 'new.ts': 'a change\n' })
  await branch(made, 'two', { 'other.ts': 'before it\n' }, 'main')
  await made.commit({ 'new.ts': 'a change\n' })
  made.run(['checkout', '-q', '-b', 'picked', 'main'])
  await made.commit({ 'third.ts': 'third\n' })
  made.run(['-c', 'user.name=Somebody', 'cherry-pick', 'one'])
  const [one, two, picked] = await Promise.all(['one', 'two', 'picked'].map(async name => (await added(made, name)).commits[0]))
  expect(one?.patch).toMatch(/^[0-9a-f]{40}$/)
  expect([two?.patch, picked?.patch]).toEqual([one?.patch, one?.patch])
  expect(picked?.author).toBe(one?.author)
  expect(picked?.sha).not.toBe(one?.sha)
})

test('binary files, empty branches and deleted lines add nothing', async () => {
  const made = await fixture()
  await branch(made, 'work', { 'image.png': 'a\0b\0c', 'README.md': '' })
  expect(linesOf(await added(made, 'work'))).toEqual({})
  expect(await added(made, 'main')).toEqual({ commits: [], files: [] })
})

test('Windows line ends and a missing final line end do not hide an added line', async () => {
  const made = await fixture()
  await branch(made, 'work', { 'a.ts': 'first\r\nsecond' })
  expect(linesOf(await added(made, 'work'))).toEqual({ 'a.ts': ['1 first', '2 second'] })
})

test('an import of a whole library is too large to compare', async () => {
  const made = await fixture()
  await branch(made, 'work', { 'library.js': 'line\n'.repeat(30_001) })
  expect(await made.git.added({ from: from(made), head: tip(made, 'work'), foreign: [], uncommitted: null })).toBeNull()
})

test('no diff program, filter or setting of the repository runs or changes the added lines', async () => {
  const made = await fixture()
  made.run(['config', 'diff.external', 'touch ran; false'])
  made.run(['config', 'diff.noprefix', 'true'])
  made.run(['config', 'log.showSignature', 'true'])
  made.run(['config', 'diff.upper.textconv', 'tr a-z A-Z <'])
  await branch(made, 'work', { '.gitattributes': '*.ts diff=upper\n', 'a.ts': 'small letters\n' })
  expect(linesOf(await added(made, 'work'))['a.ts']).toEqual(['1 small letters'])
  expect(made.run(['status', '--porcelain'])).toBe('')
})

test('uncommitted work is read from the tree that the last activity reading wrote, without a trace in the repository', async () => {
  const { git, made, run } = await withWorker()
  await writeFiles(made.path, { 'README.md': 'one\nnew line\n', 'dir/a b"ü.ts': 'const one = 1\n', 'gone.ts': 'x\n' })
  run(['add', 'README.md'], made.path)
  const look = async () => {
    const { head, tree } = await git.activity(made.path, made.startSha)
    return git.added({ from: made.startSha, head, foreign: [], uncommitted: { tree, path: made.path } })
  }
  const before = run(['count-objects'])
  await look()
  rmSync(join(made.path, 'gone.ts'))
  const work = await look()
  expect(linesOf(work as AddedWork)).toEqual({ 'README.md': ['2 new line'], 'dir/a b"ü.ts': ['1 const one = 1'] })
  expect(run(['count-objects'])).toBe(before)
  run(['add', '-A'], made.path)
  run(['commit', '-qm', 'first'], made.path)
  await writeFiles(made.path, { 'README.md': 'one\nnewer line\n' })
  expect(linesOf((await look()) as AddedWork)).toMatchObject({ 'README.md': ['2 newer line'], 'dir/a b"ü.ts': ['1 const one = 1'] })
})

test('brackets that were there before are not added lines, even if new lines surround them', async () => {
  const made = await fixture()
  await made.commit({ 'a.ts': 'one(() => {\n})\n\ntwo(() => {\n})\n' })
  await branch(made, 'work', { 'a.ts': 'one(() => {\n})\n\ntwo(() => {\n})\n\nthree(() => {\n})\n' })
  expect(linesOf(await added(made, 'work'))).toEqual({ 'a.ts': ['5 })', '6 ', '7 three(() => {', '8 })', '9 '] })
})
