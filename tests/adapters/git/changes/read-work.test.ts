import { chmod, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import { checkWork } from '../support/check-work.ts'
import { fixture, fixtureAfter, writeFiles } from '../support/repository.ts'

const WIDE = { owns: [] as string[], foreign: [] as string[], protect: [] as string[] }

test('a claim with proper work passes, whatever its files are called', async () => {
  const { worker, check, head } = await working()
  await worker.commit({ 'src/.hidden': 'x\n', 'src/two\nlines "q" ünï 🎉.ts': 'x\n' })
  expect(await check({ owns: ['src/**'], foreign: ['lib/**'], protect: ['.github/**'] })).toEqual([])
  expect((await worker.claim(WIDE)).commit).toBe(head())
})

test('a claim without a commit of its own has nothing to check', async () => {
  const { worker, base } = await working()
  expect(await worker.claim(WIDE)).toMatchObject({ commit: null, base, reasons: [expect.stringContaining('no commit of yours on feat/a')] })
  await writeFiles(worker.path, { 'new.txt': 'x' })
  expect((await worker.claim(WIDE)).reasons).toHaveLength(2)
})

test('uncommitted changes are listed, ten at most; ignored files do not count', async () => {
  const { worker, check } = await working()
  await worker.commit({ '.gitignore': 'out/\n', 'a.txt': 'x\n' })
  await writeFiles(worker.path, { 'out/build.js': 'x' })
  expect(await check()).toEqual([])
  await rm(join(worker.path, 'a.txt'))
  expect(await check()).toEqual(['There is 1 uncommitted path; commit what belongs to the task and remove the rest: a.txt.'])
  await writeFiles(worker.path, Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`draft ${at}`, 'x'])))
  const [reason] = await check()
  expect(reason).toMatch(/^There are 13 uncommitted paths; .*"draft 0".* and 3 more\.$/)
})

test('a file that git lists as changed right after the checkout counts only after somebody changed it', async () => {
  const made = await fixture()
  await made.commit({ 'windows.txt': 'one\r\ntwo\r\n' })
  await writeFiles(made.repo, { '.gitattributes': '*.txt text\n' })
  made.run(['add', '.gitattributes'])
  made.run(['commit', '-q', '-m', 'Add .gitattributes'])
  const { path, branch, startSha } = await made.worktree('a')
  // Git compares the content of a file whose time is not the one in the index.
  await utimes(join(path, 'windows.txt'), 1, 1)
  expect(made.run(['status', '--short'], path)).toContain('M windows.txt')
  await writeFiles(path, { 'own.md': 'x\n' })
  made.run(['add', 'own.md'], path)
  made.run(['commit', '-q', '-m', 'Add own.md'], path)
  const check = async () => (await checkWork(made.git, { path, branch, fromSha: startSha, ...WIDE })).reasons
  expect([await check(), (await made.git.activity(path, startSha)).dirty]).toEqual([[], 0])
  await writeFiles(path, { 'windows.txt': 'one\r\nthree\r\n' })
  expect(await check()).toEqual([expect.stringContaining('1 uncommitted path')])
})

test('a detached HEAD and a wrong branch are reported with the commands that correct them', async () => {
  const { worker, check, run, head } = await working()
  run(['switch', '-q', '--detach'], worker.path)
  await worker.commit({ 'a.txt': 'x\n' })
  expect(await check()).toEqual([expect.stringContaining(`git switch feat/a && git merge ${head().slice(0, 12)}`)])
  run(['switch', '-qc', 'mine'], worker.path)
  expect(await check()).toEqual([expect.stringContaining('on branch mine, but your work belongs on feat/a')])
  run(['switch', '-q', 'feat/a'], worker.path)
  run(['merge', '-q', 'mine'], worker.path)
  expect(await check()).toEqual([])
})

test('an unfinished merge or rebase is reported', async () => {
  const { worker, check, run, commit } = await working()
  await worker.commit({ 'README.md': 'mine\n' })
  await commit({ 'README.md': 'theirs\n' })
  expect(() => run(['merge', 'main'], worker.path)).toThrow('merge')
  expect(await check()).toEqual([expect.stringContaining('git merge --continue'), expect.stringContaining('1 uncommitted')])
  run(['merge', '--abort'], worker.path)
  expect(() => run(['rebase', 'main'], worker.path)).toThrow('rebase')
  expect((await check())[0]).toContain('git rebase --continue')
  run(['rebase', '--abort'], worker.path)
  expect(await check()).toEqual([])
})

describe('the content of a claim', () => {
  test('is no work if it is an empty commit, lock files, changed blanks, empty files or conflict markers', async () => {
    const { worker, check, run, base } = await working()
    const cases: readonly [string, Readonly<Record<string, string>>][] = [
      ['together change nothing', {}],
      ['lock files only (web/package-lock.json)', { 'web/package-lock.json': '{}\n' }],
      ['only blanks or add empty files', { 'README.md': '  one  \n\n', 'new.txt': '' }],
      ['Conflict markers were committed; resolve them: a.ts', { 'a.ts': 'x\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> main\n' }],
    ]
    for (const [reason, files] of cases) {
      await writeFiles(worker.path, files)
      run(['add', '-A'], worker.path)
      run(['commit', '-q', '--allow-empty', '-m', 'x'], worker.path)
      expect(await check()).toEqual([expect.stringContaining(reason)])
      run(['reset', '-q', '--hard', base], worker.path)
    }
  })

  test('is work if it is one line, a deletion, a new mode or a picture, also beside a lock file', async () => {
    const { worker, run, base } = await working({ 'run.sh': 'true\n', 'old.txt': 'x\n', 'package-lock.json': '{}\n' })
    const acts: (() => Promise<unknown>)[] = [
      () => writeFile(join(worker.path, 'README.md'), 'two\n'),
      () => rm(join(worker.path, 'old.txt')),
      () => chmod(join(worker.path, 'run.sh'), 0o755),
      () => writeFile(join(worker.path, 'image.png'), Buffer.from([0, 1, 2])),
    ]
    for (const act of acts) {
      await act()
      await worker.commit({ 'package-lock.json': '{"changed":1}\n' })
      expect((await worker.claim(WIDE)).reasons).toEqual([])
      run(['reset', '-q', '--hard', base], worker.path)
    }
  })

  test.each([
    ['other blanks within lines', 'a b\nc\td\n', 'ab\n  c d  \r\n', false],
    ['blank lines', 'one\ntwo\n', '\none\n\t\ntwo\n\n', false],
    ['the last line break', 'one', 'one\n', false],
    ['lines in another order', 'one\ntwo\nthree\n', 'three\none\ntwo\n', true],
    ['a line once more', 'one\ntwo\n', 'one\ntwo\none\n', true],
    ['a line less', 'one\none\n', 'one\n', true],
    ['words broken into other lines', 'one two\n', 'one\ntwo\n', true],
  ])('%s: does the change count as more than blanks?', async (_, before, after, isWork) => {
    const { worker } = await working({ 'text.txt': before })
    await worker.commit({ 'text.txt': after })
    expect((await worker.claim(WIDE)).reasons).toEqual(isWork ? [] : [expect.stringContaining('only blanks')])
  })

  test('has conflict markers if commits add them one by one and both are there at the end', async () => {
    const { worker, check } = await working({ 'a.md': '<<<<<<< ours\n=======\n' })
    await worker.commit({ 'a.md': '<<<<<<< ours\n=======\ntheirs\n' })
    expect(await check()).toEqual([])
    await worker.commit({ 'a.md': '<<<<<<< ours\n=======\ntheirs\n>>>>>>> theirs\n' })
    expect(await check()).toEqual([expect.stringContaining('Conflict markers')])
  })

  test('may hold markers that were there before, and headings with seven signs', async () => {
    const guide = '<<<<<<< ours\n=======\n>>>>>>> theirs\n'
    const { worker, check } = await working({ 'guide.md': guide })
    await worker.commit({ 'guide.md': `${guide}more\n`, 'b.md': 'Heading\n=======\n' })
    expect(await check()).toEqual([])
  })
})

describe('the territory of a claim', () => {
  const scope = { owns: ['src/**', '*.md'], foreign: ['src/peer/**'], protect: ['**/.github/**', 'ci.sh'] }

  test("names each stray file once, under its weightiest rule, and a shared path counts as a worker's own", async () => {
    const { worker, check } = await working()
    await worker.commit({
      'src/a.ts': 'x\n',
      'src/peer/b.ts': 'x\n',
      'lib/peer/b.ts': 'x\n',
      '.github/ci.yml': 'x\n',
      'ci.sh': 'x\n',
      'lib/.c': 'x\n',
    })
    expect(await check({ ...scope, foreign: ['src/peer/**', 'lib/peer/**'] })).toEqual([
      'You changed protected files, which no worker may change; undo these changes: .github/ci.yml, ci.sh.',
      "You changed files in another worker's territory; undo these changes: lib/peer/b.ts.",
      'You changed files outside your territory (src/**, *.md); undo these changes: lib/.c.',
    ])
  })

  test('counts a file that was moved out of it, and ignores a stray change that was reverted', async () => {
    const { worker, check, run } = await working({ 'src/a.ts': 'long enough to be seen as moved\n', 'lib/b.ts': 'b\n' })
    await worker.commit({ 'lib/b.ts': 'changed\n', 'src/c.ts': 'c\n' })
    await worker.commit({ 'lib/b.ts': 'b\n' })
    expect(await check(scope)).toEqual([])
    run(['mv', 'src/a.ts', 'lib/a.ts'], worker.path)
    run(['commit', '-qm', 'move'], worker.path)
    expect(await check(scope)).toEqual([expect.stringContaining('outside your territory (src/**, *.md); undo these changes: lib/a.ts.')])
  })
})

describe('the work of other workers in a claim', () => {
  const scope = { owns: ['src/**'], foreign: ['lib/**'], protect: ['ci/**'] }

  test("is not counted against a worker who merged base or another worker, but the worker's own part of the merge is", async () => {
    const { worker, check, run, commit, worktree } = await working()
    const peer = await worktree('b')
    await commit({ 'lib/peer.ts': 'peer\n' }, peer.path)
    await commit({ 'ci/base.yml': 'base\n' })
    await worker.commit({ 'src/a.ts': 'a\n' })
    run(['merge', '-q', '--no-edit', 'main'], worker.path)
    run(['merge', '-q', '--no-edit', 'feat/b'], worker.path)
    expect(await check(scope)).toEqual([])
    await writeFiles(worker.path, { 'lib/evil.ts': 'slipped in\n' })
    run(['add', '-A'], worker.path)
    run(['commit', '-q', '--amend', '--no-edit'], worker.path)
    expect(await check(scope)).toEqual([expect.stringContaining("another worker's territory; undo these changes: lib/evil.ts.")])
  })

  test('is not counted against a worker if base and another worker changed the same file, or a conflict was solved their way', async () => {
    const { worker, check, run, commit, worktree } = await working({ 'lib/both.ts': '1\n2\n3\n4\n5\n6\n', 'lib/clash.ts': 'start\n' })
    const peer = await worktree('b')
    await commit({ 'lib/both.ts': '1\n2\n3\n4\n5\npeer\n' }, peer.path)
    await commit({ 'lib/both.ts': 'base\n2\n3\n4\n5\n6\n', 'lib/clash.ts': 'base\n' })
    await worker.commit({ 'src/a.ts': 'a\n', 'lib/clash.ts': 'mine\n' })
    run(['merge', '-q', '--no-edit', 'feat/b'], worker.path)
    expect(() => run(['merge', '-q', '--no-edit', 'main'], worker.path)).toThrow('merge')
    run(['checkout', '-q', '--theirs', 'lib/clash.ts'], worker.path)
    run(['commit', '-qam', 'merged'], worker.path)
    expect(await check(scope)).toEqual([])
  })

  test("includes commits of a remote's base that the worker pulled before the user did", async () => {
    const { worker, check, run, repo, folder, commit } = await working()
    run(['clone', '-q', repo, join(folder, 'elsewhere')])
    await commit({ 'ci/base.yml': 'base\n' }, join(folder, 'elsewhere'))
    run(['remote', 'add', 'hub', join(folder, 'elsewhere')])
    await worker.commit({ 'src/a.ts': 'a\n' })
    run(['pull', '-q', '--no-rebase', '--no-edit', 'hub', 'main'], worker.path)
    expect(await check(scope)).toEqual([])
  })

  test("does not count as the worker's own if it came by fast-forward", async () => {
    const { worker, run, commit, worktree } = await working()
    const peer = await worktree('b')
    await commit({ 'lib/peer.ts': 'peer\n' }, peer.path)
    run(['merge', '-q', '--ff-only', 'feat/b'], worker.path)
    const claim = await worker.claim(scope)
    expect(claim).toMatchObject({
      commit: null,
      reasons: [expect.stringContaining("The 1 new commit on it is base's or other workers'")],
    })
  })

  test("stay the worker's own if another worker merges or copies them", async () => {
    const { worker, check, run, worktree } = await working()
    const [peer, other] = [await worktree('b'), await worktree('c')]
    await worker.commit({ 'src/a.ts': 'a\n' })
    run(['merge', '-q', '--ff-only', 'feat/a'], peer.path)
    run(['merge', '-q', '--no-ff', '--no-edit', 'feat/a'], other.path)
    expect(await check(scope)).toEqual([])
    // The same holds when the branch is fast-forwarded to that merge. Then the commits are no longer on its first-parent line.
    run(['merge', '-q', '--ff-only', 'feat/c'], worker.path)
    expect(await check(scope)).toEqual([])
  })

  test("stay the worker's own after a rebase onto a newer base; a rebase that drops the start is reported", async () => {
    const { worker, check, run, commit } = await working()
    await worker.commit({ 'src/a.ts': 'a\n' })
    await commit({ 'ci/base.yml': 'base\n' })
    run(['rebase', '-q', 'main'], worker.path)
    expect(await check(scope)).toEqual([])
    const later = run(['rev-parse', 'feat/a'], worker.path) as CommitSha
    run(['commit', '-q', '--amend', '-m', 'rewritten'], worker.path)
    await worker.commit({ 'src/b.ts': 'b\n' })
    const { reasons } = await worker.claim({ ...scope, fromSha: later })
    expect(reasons).toEqual([expect.stringContaining(`no longer contains ${later.slice(0, 12)}`)])
  })
})

/** A worker on the branch feat/a. Its task began where the branch starts. */
async function working(files: Readonly<Record<string, string>> = {}) {
  const scene = await fixtureAfter(`a worker on base with ${JSON.stringify(files)}`, async it => {
    const base = await it.commit({ 'base.txt': 'x\n', ...files })
    return { base, ...(await it.worktree('a')) }
  })
  const { made: begun, ...made } = scene
  const { base, path, branch, startSha } = begun
  const claim = (rules: typeof WIDE & { fromSha?: CommitSha }) => checkWork(made.git, { path, branch, fromSha: startSha, ...rules })
  return {
    ...made,
    base,
    head: () => made.run(['rev-parse', 'HEAD'], path) as CommitSha,
    worker: { path, claim, commit: (changes: Readonly<Record<string, string>>) => made.commit(changes, path) },
    check: async (rules = WIDE) => (await claim(rules)).reasons,
  }
}
