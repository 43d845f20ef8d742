import { execFileSync } from 'node:child_process'
import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { asWorker, withWorker, writeFiles } from './support/repository.ts'

test('fault 78: branches, tags, stashes and uncommitted files of a nested repository are restored under their own names', async () => {
  const { git, run, env, folder, repo, made } = await withWorker()
  const { path } = made
  const inner = join(path, 'vendor', 'dep')
  await writeFiles(inner, { one: 'one\n' })
  const script = `git init -q; git add .; git commit -qm one; git tag -am t v1; git switch -qc side; echo 2 > two; git add two; git commit -qm two
    git switch -q main; echo s > one; git stash -q; echo draft > draft`
  execFileSync('sh', ['-ec', script], { cwd: inner, env })
  const names = ['main', 'side', 'v1', 'stash'].map(name => run(['rev-parse', name], inner))
  expect((await git.takeStock(path)).losses).toEqual([
    'vendor/dep: a repository that git does not track here',
    '1 uncommitted path in vendor/dep: draft',
    '4 commits found nowhere else in vendor/dep',
  ])
  expect(await git.saveWorktree(asWorker('a'), path)).toMatchObject([
    { ref: 'refs/czar/rescue/a/inner-1', kind: 'repository', place: 'vendor/dep' },
  ])
  await git.removeWorktree(path)
  const back = join(folder, 'back')
  run(['init', '-q', '-b', 'none', back])
  run(['fetch', '-q', repo, 'refs/czar/rescue/a/inner-1/*:refs/*'], back)
  expect(['main', 'side', 'v1', 'stash'].map(name => run(['rev-parse', name], back))).toEqual(names)
  expect(run(['show', 'refs/uncommitted:draft'], back)).toBe('draft')
})

test('fault 78: no program that a nested repository configures is started', async () => {
  const { git, run, folder, made } = await withWorker()
  const { path } = made
  const inner = join(path, 'inner')
  await writeFiles(inner, { 'a.txt': 'a\n', '.gitattributes': '* filter=evil diff=evil\n' })
  const [trap, program] = [join(folder, 'sprung'), join(folder, 'program')]
  await writeFile(program, `#!/bin/sh\ntouch '${trap}'\ncat\n`)
  await chmod(program, 0o755)
  run(['init', '-q'], inner)
  run(['add', '.'], inner)
  run(['commit', '-qm', 'one'], inner)
  for (const key of [
    'filter.evil.clean',
    'filter.evil.smudge',
    'core.fsmonitor',
    'core.pager',
    'diff.external',
    'uploadpack.packObjectsHook',
  ])
    run(['config', key, `'${program}'`], inner)
  await writeFiles(inner, { 'a.txt': 'changed\n', 'b.txt': 'new\n' })
  await git.takeStock(path)
  await git.saveWorktree(asWorker('a'), path)
  await expect(stat(trap)).rejects.toThrow('ENOENT')
  // The user's own git triggers the trap, which shows that the trap works.
  run(['add', '.'], inner)
  expect(await readFile(trap, 'utf8')).toBe('')
})
