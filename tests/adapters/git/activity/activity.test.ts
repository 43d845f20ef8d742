import { cp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createGit } from '../../../../src/adapters/git/create-git.ts'
import { fixture, withWorker, writeFiles } from '../support/repository.ts'

test('commits, drafts and distances are counted from the right commits', async () => {
  const { git, run, commit, made } = await withWorker()
  const { path, startSha } = made
  await commit({ 'base.txt': 'later\n' })
  expect(await git.activity(path, startSha)).toMatchObject({
    commitsSinceStart: 0,
    ahead: 0,
    behind: 1,
    files: [],
    dirty: 0,
    lastCommit: null,
  })
  await commit({ 'one.txt': '1\n' }, path)
  run(['mv', 'README.md', 'READ ME\n"ü" 🎉.md'], path)
  run(['commit', '-qm', 'Rename \u001b[31mred\u0007'], path)
  await writeFiles(path, { 'one.txt': 'changed\n', 'staged.txt': 's\n', 'new folder/draft': 'd\n' })
  run(['add', 'staged.txt'], path)
  const seen = await git.activity(path, startSha)
  expect(seen).toMatchObject({ branch: 'feat/a', commitsSinceStart: 2, ahead: 2, behind: 1, dirty: 3, unpushed: null })
  expect(seen.files).toEqual(['READ ME\n"ü" 🎉.md', 'README.md', 'new folder/draft', 'one.txt', 'staged.txt'])
  expect(seen.lastCommit).toMatchObject({ sha: run(['rev-parse', 'HEAD'], path), subject: 'Rename [31mred' })
  expect(Math.abs(Date.now() - (seen.lastCommit?.at ?? 0))).toBeLessThan(60_000)
})

test('the tree id changes with every change of content, stays the same otherwise, and equals the tree of a full commit', async () => {
  const { git, run, made } = await withWorker()
  const { path, startSha } = made
  const tree = async () => (await git.activity(path, startSha)).tree
  const clean = await tree()
  expect(clean).toBe(run(['rev-parse', 'HEAD^{tree}'], path))
  await writeFile(join(path, 'draft'), 'a1')
  const first = await tree()
  expect(await tree()).toBe(first)
  for (const content of ['b2', 'c3']) {
    // The new content has the same size and is written within the same second, so only the content differs.
    await writeFile(join(path, 'README.md'), `${content}\n\n`)
    run(['add', 'README.md'], path)
    await writeFile(join(path, 'draft'), content)
    const now = await tree()
    run(['add', '-A'], path)
    expect(now).toBe(run(['write-tree'], path))
  }
  run(['reset', '-q', '--hard'], path)
  expect(await tree()).toBe(clean)
})

test('a change within the second in which the index was written, with the same file size, is in the tree', async () => {
  const { git, run, made } = await withWorker()
  const { path, startSha } = made
  const instant = new Date(Date.now() - 10_000)
  const file = join(path, 'README.md')
  const write = (text: string) => writeFile(file, text).then(() => utimes(file, instant, instant))
  run(['config', 'core.trustctime', 'false'])
  await write('two\n')
  run(['add', 'README.md'], path)
  await utimes(join(run(['rev-parse', '--absolute-git-dir'], path), 'index'), instant, instant)
  await write('six\n')
  const { tree } = await git.activity(path, startSha)
  run(['add', 'README.md'], path)
  expect(run(['cat-file', 'blob', ':README.md'], path)).toBe('six')
  expect(tree).toBe(run(['write-tree'], path))
})

test('reading the activity changes neither the repository nor its index nor its objects', async () => {
  const { git, run, made } = await withWorker()
  const { path, startSha } = made
  await writeFiles(path, { 'draft.txt': 'never seen before\n' })
  const before = [run(['count-objects', '-v']), run(['ls-files', '--debug'], path)]
  await git.activity(path, startSha)
  expect([run(['count-objects', '-v']), run(['ls-files', '--debug'], path)]).toEqual(before)
})

test('a folder that became a link, and a link that became a file, do not break the tree', async () => {
  const { git, run, commit, worktree } = await fixture()
  await commit({ 'dir/one.txt': '1\n', 'other/two.txt': '2\n' })
  const { path, startSha } = await worktree('a')
  await Promise.all(['dir', 'other'].map(name => rm(join(path, name), { recursive: true })))
  await symlink('README.md', join(path, 'dir'))
  await writeFile(join(path, 'other'), 'a file now\n')
  const { tree, files } = await git.activity(path, startSha)
  expect(files).toEqual(['dir', 'dir/one.txt', 'other', 'other/two.txt'])
  run(['add', '-A'], path)
  expect(tree).toBe(run(['write-tree'], path))
})

test('a huge draft is left out of the tree, and an unreadable nested repository does no harm', async () => {
  const { git, run, made } = await withWorker()
  const { path, startSha } = made
  await writeFile(join(path, 'huge.bin'), Buffer.alloc(21 * 1024 * 1024))
  run(['init', '-q', 'inner'], path)
  const seen = await git.activity(path, startSha)
  expect(seen).toMatchObject({ tree: run(['rev-parse', 'HEAD^{tree}'], path), files: [] })
  expect(seen.dirty).toBeGreaterThan(0)
})

test('a detached HEAD has no branch, and the next reading shows a moved base or a push', async () => {
  const { options, run, repo, folder, commit, worktree } = await fixture()
  run(['clone', '-q', '--bare', repo, join(folder, 'remote.git')])
  run(['remote', 'add', 'origin', join(folder, 'remote.git')])
  const git = createGit({ ...options, remote: 'origin' })
  const { path, startSha } = await worktree('a')
  await commit({ 'a.txt': 'a\n' }, path)
  run(['push', '-q', 'origin', 'feat/a'], path)
  await commit({ 'b.txt': 'b\n' }, path)
  expect(await git.activity(path, startSha)).toMatchObject({ unpushed: 1, unpulled: 0, behind: 0 })
  run(['push', '-q', 'origin', 'feat/a'], path)
  await commit({ 'base.txt': 'x\n' })
  expect(await git.activity(path, startSha)).toMatchObject({ unpushed: 0, unpulled: 0, behind: 1 })
  expect(await git.fetch()).toEqual({ ok: true, reason: null })
  run(['switch', '-q', '-c', 'feat/further'], path)
  expect(await git.activity(path, startSha), 'the remote has no such branch').toMatchObject({ branch: 'feat/further', unpushed: null })
  run(['push', '-q', 'origin', 'feat/further'], path)
  await commit({ 'c.txt': 'c\n' }, path)
  expect(await git.activity(path, startSha)).toMatchObject({ branch: 'feat/further', unpushed: 1, unpulled: 0 })
  run(['switch', '-q', '--detach', startSha], path)
  expect(await git.activity(path, startSha)).toMatchObject({ branch: null, head: startSha, commitsSinceStart: 0, unpushed: null })
})

test('a folder that lost its .git counts as gone, and git does not use the repository around it', async () => {
  const { git, repo, run, commit, folder, options, worktree } = await fixture({}, 'outer')
  const inside = createGit({ ...options, worktreesDir: join(repo, 'trees') })
  const seat = { worker: 'b' as never, path: join(repo, 'trees', 'b'), branch: 'feat/b', base: 'main', includes: [], identity: null }
  const { path, startSha } = await inside.ensureWorktree(seat)
  const { path: other } = await worktree('a')
  await rm(join(path, '.git'))
  await expect(inside.activity(path, startSha)).rejects.toMatchObject({
    reason: 'target-gone',
    message: expect.stringContaining('its .git is missing'),
  })
  run(['init', '-q'], path)
  await commit({ 'x.txt': 'x' }, path)
  await expect(inside.activity(path, startSha)).rejects.toMatchObject({ reason: 'target-gone' })
  run(['worktree', 'add', '-q', '--detach', join(folder, 'moved')], path)
  await rm(other, { recursive: true })
  await cp(join(folder, 'moved'), other, { recursive: true })
  await expect(git.activity(other, startSha)).rejects.toMatchObject({ message: expect.stringContaining('belongs to another repository') })
  await rm(other, { recursive: true })
  await expect(git.activity(other, startSha)).rejects.toMatchObject({
    message: expect.stringContaining('the folder is missing'),
  })
})

test('a worktree whose branch was deleted counts as gone too', async () => {
  const { git, run, made } = await withWorker()
  const { path, startSha } = made
  run(['update-ref', '-d', 'refs/heads/feat/a'])
  await expect(git.activity(path, startSha)).rejects.toMatchObject({
    reason: 'target-gone',
    message: expect.stringContaining('has no commit'),
  })
})

test('an unreachable remote is reported and not thrown; without a remote czar fetches nothing', async () => {
  const { options, git, run } = await fixture()
  run(['remote', 'add', 'origin', '/nowhere/at all'])
  expect(await git.fetch()).toEqual({ ok: true, reason: null })
  expect(await createGit({ ...options, remote: 'origin' }).fetch()).toEqual({
    ok: false,
    reason: expect.stringContaining('/nowhere/at all'),
  })
})

test('changed lines are counted from the start, committed or not; a binary file counts as one, and beyond a limit of files none are counted', async () => {
  const { git, run, commit, made } = await withWorker()
  const { path, startSha } = made
  const lines = async () => (await git.activity(path, startSha)).lines
  expect(await lines()).toBe(0)
  await commit({ 'one.txt': '1\n2\n3\n' }, path)
  expect(await lines()).toBe(3)
  await writeFiles(path, { 'one.txt': '1\ntwo\n3\n', 'new folder/a\tb\nc.txt': 'x\n' })
  await writeFile(join(path, 'picture'), Buffer.from([0, 1, 2, 0]))
  expect(await lines()).toBe(5)
  run(['add', '-A'], path)
  run(['commit', '-qm', 'All'], path)
  expect(await lines()).toBe(5)
  await writeFiles(path, Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`many/${at}`, 'x\n'])))
  expect(await lines()).toBeNull()
})
