import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPatch } from '../../../../src/adapters/git/inspect/show-changes.ts'
import { besideEachOther, parseDiff } from '../../../../src/ui/web/page/model/parse-diff.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'

/** Makes a repository with these files, changes it, and reads the changes as czar web does. */
async function changed(files: Readonly<Record<string, string>>, change: (directory: string) => void, maxChars = 1_000_000) {
  const directory = await temporaryDirectory()
  const git = (...words: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { cwd: directory })
  git('init', '-q', '-b', 'main')
  // A user may have set these.
  for (const setting of ['diff.noprefix', 'diff.mnemonicPrefix', 'color.ui'])
    git('config', setting, setting === 'color.ui' ? 'always' : 'true')
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true })
    writeFileSync(join(directory, name), text)
  }
  git('add', '-A')
  git('commit', '-qm', 'first')
  change(directory)
  const patch = await readPatch({ worktree: directory, since: 'HEAD', env: process.env }, maxChars)
  return { files: parseDiff(patch.text), isCut: patch.isCut }
}

test('changed, new, deleted, renamed and binary files are told apart, committed or not', async () => {
  const long = Array.from({ length: 30 }, (_, index) => `line ${index}\n`).join('')
  const { files } = await changed({ 'a.txt': 'one\ntwo\n', 'b.txt': 'gone\n', 'old.txt': long, 'p.bin': '\0\x01' }, directory => {
    writeFileSync(join(directory, 'a.txt'), 'one\nTWO\nthree\n')
    rmSync(join(directory, 'b.txt'))
    renameSync(join(directory, 'old.txt'), join(directory, 'new.txt'))
    writeFileSync(join(directory, 'p.bin'), '\0\x02')
    writeFileSync(join(directory, 'fresh.txt'), 'hello\n')
  })
  const found = files.map(({ path, oldPath, status, isBinary, added, removed }) => ({ path, oldPath, status, isBinary, added, removed }))
  expect(found).toEqual([
    { path: 'a.txt', oldPath: 'a.txt', status: 'changed', isBinary: false, added: 2, removed: 1 },
    { path: 'b.txt', oldPath: 'b.txt', status: 'deleted', isBinary: false, added: 0, removed: 1 },
    { path: 'fresh.txt', oldPath: 'fresh.txt', status: 'added', isBinary: false, added: 1, removed: 0 },
    { path: 'new.txt', oldPath: 'old.txt', status: 'renamed', isBinary: false, added: 0, removed: 0 },
    { path: 'p.bin', oldPath: 'p.bin', status: 'changed', isBinary: true, added: 0, removed: 0 },
  ])
})

test('lines have their numbers before and after the change', async () => {
  const text = Array.from({ length: 20 }, (_, index) => `${index + 1}\n`).join('')
  const { files } = await changed({ 'a.txt': text }, directory =>
    writeFileSync(join(directory, 'a.txt'), text.replace('2\n', 'two\n').replace('18\n', '')),
  )
  const lines = files[0]?.hunks.flatMap(hunk => hunk.lines) ?? []
  expect(lines.filter(({ sign }) => sign !== ' ')).toEqual([
    { sign: '-', text: '2', old: 2, new: null },
    { sign: '+', text: 'two', old: null, new: 2 },
    { sign: '-', text: '18', old: 18, new: null },
  ])
  expect(lines.at(-1)).toEqual({ sign: ' ', text: '20', old: 20, new: 19 })
})

test('files keep their names, whatever these contain', async () => {
  const names = ['with space.txt', 'tail ', 'ünï/漢字.txt', 'tab\there.txt', 'quo"te.txt', 'b/a b/c.txt', '--- a/x.txt']
  const { files } = await changed({ 'other.txt': 'x\n' }, directory => {
    for (const name of names) {
      mkdirSync(join(directory, name, '..'), { recursive: true })
      writeFileSync(join(directory, name), 'new\n')
    }
  })
  expect(files.map(({ path }) => path).toSorted()).toEqual(names.toSorted())
})

test('lines that look like the head of a diff, and a file without a last line break, are only lines', async () => {
  const { files } = await changed({ 'a.txt': 'x\n' }, directory =>
    writeFileSync(join(directory, 'a.txt'), 'x\n-- a/evil\n++ b/evil\n@@ -1 +1 @@\ndiff --git a/x b/x\nend'),
  )
  expect(files).toHaveLength(1)
  expect(files[0]?.hunks).toHaveLength(1)
  expect(files[0]?.added).toBe(5)
})

test.each([
  ['a carriage return', '\r'],
  ['a line separator', '\u2028'],
  ['a paragraph separator', '\u2029'],
])('a changed line with %s in it can neither hide lines nor pose as a file of its own', async (_, separator) => {
  const { files } = await changed({ 'a.txt': 'x\n', [`b${separator === '\r' ? '' : separator}c.txt`]: 'x\n' }, directory => {
    writeFileSync(
      join(directory, 'a.txt'),
      `x\nok${separator}diff --git a/other b/other${separator}--- a/other${separator}@@ -1 +1 @@${separator}-y\n`,
    )
    if (separator !== '\r') writeFileSync(join(directory, `b${separator}c.txt`), 'y\n')
  })
  expect(files.map(({ path }) => path)).toEqual(separator === '\r' ? ['a.txt'] : ['a.txt', `b${separator}c.txt`])
  expect(files[0]?.hunks).toHaveLength(1)
  expect(files[0]?.added).toBe(1)
  expect(files[0]?.hunks[0]?.lines.at(-1)?.text).toContain('diff --git a/other')
})

test('a file of which only the mode has changed says so, and an empty new file has no lines', async () => {
  const { files } = await changed({ 'run.sh': 'x\n', 'was.sh': 'x\n' }, directory => {
    chmodSync(join(directory, 'run.sh'), 0o755)
    writeFileSync(join(directory, 'empty.txt'), '')
  })
  expect(files.map(({ path, mode, hunks }) => [path, mode, hunks.length])).toEqual([
    ['empty.txt', null, 0],
    ['run.sh', 'It is executable now.', 0],
  ])
})

test('a diff that is too long is cut, and a note says so', async () => {
  const { files, isCut } = await changed(
    { 'a.txt': 'x\n' },
    directory => writeFileSync(join(directory, 'a.txt'), 'long line\n'.repeat(10_000)),
    5_000,
  )
  expect(isCut).toBe(true)
  expect(files[0]?.path).toBe('a.txt')
})

test('side by side, removed lines stand beside the added lines that follow them', () => {
  const line = (sign: ' ' | '+' | '-', text: string) => ({ sign, text, old: null, new: null })
  const [same, gone, more, one, two, late] = [
    line(' ', 's'),
    line('-', 'g'),
    line('-', 'm'),
    line('+', '1'),
    line('+', '2'),
    line('-', 'l'),
  ] as const
  expect(besideEachOther([same, gone, more, one, two, late, same])).toEqual([
    { left: same, right: same },
    { left: gone, right: one },
    { left: more, right: two },
    { left: late, right: null },
    { left: same, right: same },
  ])
})
