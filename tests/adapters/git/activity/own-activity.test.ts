import { expect, test } from 'vitest'
import { asWorker, fixture, withWorker, writeFiles } from '../support/repository.ts'

test("since the assignment's begin, a worker's own commits are told apart from merged ones", async () => {
  const { git, run, commit, worktree, made } = await withWorker()
  const a = made
  const b = await worktree('b')
  await commit({ 'theirs.txt': 'b\n' }, b.path)
  await commit({ 'before.txt': '1\n' }, a.path)
  const from = run(['rev-parse', 'HEAD'], a.path) as typeof a.startSha
  await commit({ 'mine.txt': '1\n' }, a.path)
  run(['merge', '-q', '--no-edit', 'feat/b'], a.path)
  await writeFiles(a.path, { 'draft.txt': 'd\n' })
  const { own, files } = await git.activity(a.path, a.startSha, from)
  expect(own).toEqual({ from, subjects: [expect.stringMatching(/^Merge branch/), 'Change mine.txt'], files: ['draft.txt', 'mine.txt'] })
  expect(files, 'all of it').toEqual(['before.txt', 'draft.txt', 'mine.txt', 'theirs.txt'])
})

test('commit subjects and file names are bounded and hold no control characters', async () => {
  const { git, run, commit, made } = await withWorker()
  const { path, startSha } = made
  for (let number = 0; number < 22; number++) run(['commit', '-q', '--allow-empty', '-m', `Step ${number} \u001b[31m`], path)
  await commit(Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`many/${index}`, 'x'])), path)
  const { own } = await git.activity(path, startSha)
  expect([own?.subjects.length, own?.files.length]).toEqual([20, 200])
  expect(own?.subjects.at(-1)).toBe('Step 3 [31m')
})

test.each([
  ['rebase', ['rebase', '-q', 'feat/b']],
  ['merge', ['merge', '-q', 'feat/b']],
  ['cherry-pick', ['cherry-pick', 'feat/b']],
] as const)('a %s that stopped at a conflict is reported, and its files do not count as own work', async (operation, args) => {
  const { git, run, commit, worktree, made } = await withWorker()
  const a = made
  const b = await worktree('b')
  await commit({ 'both.txt': 'b\n', 'theirs.txt': 'b\n' }, b.path)
  await commit({ 'both.txt': 'a\n' }, a.path)
  expect(() => run(args, a.path)).toThrow()
  const seen = await git.activity(a.path, a.startSha)
  expect(seen.operation).toBe(operation)
  expect(seen.own?.files).not.toContain('theirs.txt')
  run([operation, '--abort'], a.path)
  expect(await git.activity(a.path, a.startSha)).toMatchObject({ operation: null, own: { files: ['both.txt'] } })
})

test('fault 34: a HEAD off its branch and its uncommitted work are kept by a rescue ref, and nothing is moved', async () => {
  const { git, run, commit, made } = await withWorker()
  const { path, startSha } = made
  const keep = () => git.rescueStrayWork(asWorker('a'), path)
  run(['switch', '-q', '--detach', startSha], path)
  expect(await keep(), 'the branches have it').toBeNull()
  const lost = await commit({ 'lost.txt': '1\n' }, path)
  expect(await keep()).toBe('refs/czar/rescue/a/1')
  expect(run(['rev-parse', 'refs/czar/rescue/a/1', 'HEAD'], path).split('\n')).toEqual([lost, lost])
  expect(await keep(), 'it is kept already').toBeNull()
  await writeFiles(path, { 'draft.txt': 'd\n' })
  expect(await keep()).toBe('refs/czar/rescue/a/2')
  expect(run(['rev-parse', 'refs/czar/rescue/a/2^'], path)).toBe(lost)
  expect(run(['status', '--porcelain', '--branch'], path)).toBe('## HEAD (no branch)\n?? draft.txt')
  run(['switch', '-q', '-c', 'elsewhere'], path)
  const there = await commit({ 'draft.txt': 'done\n' }, path)
  expect(await keep(), 'a branch may be deleted').toBe('refs/czar/rescue/a/3')
  expect(run(['rev-parse', 'refs/czar/rescue/a/3'])).toBe(there)
})

test("changes in the user's own checkout are read, and nothing is written there", async () => {
  const { git, run, repo } = await fixture()
  expect(await git.userChanges()).toEqual([])
  await writeFiles(repo, { 'README.md': 'two\n', 'new/file.txt': 'n\n' })
  const before = run(['ls-files', '--debug'])
  expect(await git.userChanges()).toEqual(['README.md', 'new/file.txt'])
  expect(run(['ls-files', '--debug'])).toBe(before)
})
