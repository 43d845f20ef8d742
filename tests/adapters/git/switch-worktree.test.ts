import { existsSync } from 'node:fs'
import { chmod, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CommitSha } from '../../../src/core/model/ids.ts'
import type { SwitchSpec } from '../../../src/core/ports/git-port.ts'
import { asWorker, type Fixture, fixtureAfter, writeFiles } from './support/repository.ts'

/** Worker a with one proven commit, and a function that switches its worktree to the branch of task `lint`. */
async function proven() {
  const it = await fixtureAfter('worker a with a proven commit', async ({ worktree, commit }) => {
    const { path, startSha } = await worktree('a')
    return { path, startSha, proof: await commit({ 'a.txt': 'proven\n' }, path) }
  })
  const { path, startSha, proof } = it.made
  const spec: SwitchSpec = {
    ...{ worker: asWorker('a'), path, branch: 'feat/lint', leaves: 'feat/a', isNew: true },
    ...{ onto: proof, includes: [], taken: ['feat/a', 'feat/b', 'feat/c'] },
  }
  const here = () => it.run(['rev-parse', '--abbrev-ref', 'HEAD'], path)
  return { ...it, path, startSha, proof, spec, here, to: (over: Partial<SwitchSpec> = {}) => it.git.switchWorktree({ ...spec, ...over }) }
}

function rescued({ run }: Pick<Fixture, 'run'>): readonly string[] {
  return run(['for-each-ref', '--format=%(refname)', 'refs/czar/rescue']).split('\n').filter(Boolean)
}

test('a bonus task gets a branch of its own on proven work, and the earlier branch does not move', async () => {
  const it = await proven()
  expect(await it.to()).toEqual({ branch: 'feat/lint', startSha: it.proof, includes: [it.proof], kept: null })
  expect(it.here()).toBe('feat/lint')
  await it.commit({ 'lint.txt': 'x' }, it.path)
  expect(it.run(['rev-parse', 'feat/a'])).toBe(it.proof)
  expect(await it.to({ branch: 'feat/a', leaves: 'feat/lint', isNew: false })).toMatchObject({ branch: 'feat/a', startSha: it.startSha })
  expect(existsSync(join(it.path, 'lint.txt'))).toBe(false)
  expect(await it.to({ isNew: false, leaves: 'feat/a' }), 'and back again').toMatchObject({ branch: 'feat/lint', startSha: it.proof })
  expect(rescued(it)).toEqual([])
})

test('a task that another worker begins again starts on base with the proven work it needs, without the earlier attempt', async () => {
  const it = await proven()
  const other = await it.worktree('b')
  const needed = await it.commit({ 'b.txt': 'needed\n' }, other.path)
  const base = await it.commit({ 'later.txt': 'base moved\n' })
  const { startSha, includes } = await it.to({ branch: 'feat/b-2', onto: null, includes: [needed] })
  expect(includes).toEqual([needed])
  expect(it.run(['merge-base', '--is-ancestor', base, startSha])).toBe('')
  expect(existsSync(join(it.path, 'a.txt'))).toBe(false)
  expect(existsSync(join(it.path, 'b.txt'))).toBe(true)
})

test("if the worker's proven work is in base already, the bonus task's branch starts on the present base", async () => {
  const it = await proven()
  it.run(['merge', '-q', '--no-ff', '-m', 'Land', 'feat/a'])
  expect((await it.to()).startSha).toBe(it.run(['rev-parse', 'main']))
})

test('a switch that is killed at any point is completed by the next call', async () => {
  const it = await proven()
  await it.to()
  expect(await it.to(), 'after the switch').toMatchObject({ branch: 'feat/lint', startSha: it.proof })
  it.run(['switch', '-q', 'feat/a'], it.path)
  expect(await it.to(), 'after the branch was made').toMatchObject({ branch: 'feat/lint', startSha: it.proof })
  expect(it.here()).toBe('feat/lint')
  expect(it.run(['branch', '--list', 'feat/lint-*'])).toBe('')
})

test.each([
  ['a branch of the user', ['branch', 'feat/lint', 'main'], 'feat/lint-2'],
  ['a branch on a remote', ['update-ref', 'refs/remotes/origin/feat/lint', 'main'], 'feat/lint-2'],
  ['a name that some file systems take for the same', ['branch', 'Feat/LINT', 'main'], 'feat/lint-2'],
  ['a folder of branches', ['branch', 'feat/lint/more', 'main'], 'feat/lint-2'],
])('%s is never taken: the new branch gets the next free name', async (_what, args, name) => {
  const it = await proven()
  it.run(args)
  const before = it.run(['for-each-ref', 'refs/heads', 'refs/remotes']).split('\n')
  expect(await it.to()).toMatchObject({ branch: name, startSha: it.proof })
  const after = it.run(['for-each-ref', 'refs/heads', 'refs/remotes']).split('\n')
  expect(after.filter(line => !line.endsWith(`\trefs/heads/${name}`))).toEqual(before)
})

test('branch names of other workers are reserved for them, also before they exist, and so are those of earlier attempts', async () => {
  const it = await proven()
  expect((await it.to({ branch: 'feat/b' })).branch).toBe('feat/b-2')
  await it.commit({ 'x.txt': 'x' }, it.path)
  it.run(['switch', '-q', 'feat/a'], it.path)
  expect((await it.to({ branch: 'feat/b' })).branch).toBe('feat/b-3')
})

test('if a branch has the name of the folder, the new branch has a dash in place of the slash', async () => {
  const it = await proven()
  it.run(['branch', 'team', 'main'])
  expect((await it.to({ branch: 'team/lint' })).branch).toBe('team-lint')
})

test('before a switch uncommitted work is kept and removed; ignored files and those of the setup stay', async () => {
  const it = await proven()
  await it.commit({ '.gitignore': 'out/\n' }, it.path)
  await it.git.aroundSetup(it.path, () => symlink('/nowhere', join(it.path, 'node_modules')))
  await writeFiles(it.path, { 'a.txt': 'changed\n', 'new/draft "1".txt': 'draft\n', 'out/build.js': 'x', 'staged.txt': 's' })
  it.run(['add', 'staged.txt'], it.path)
  const { kept } = await it.to()
  expect(kept).toBe('refs/czar/rescue/a/1')
  expect(it.run(['show', 'refs/czar/rescue/a/1:new/draft "1".txt'])).toBe('draft')
  expect(it.run(['show', 'refs/czar/rescue/a/1:a.txt'])).toBe('changed')
  expect(it.run(['status', '--porcelain'], it.path)).toBe('?? node_modules\n?? out/')
  expect(await readFile(join(it.path, 'a.txt'), 'utf8')).toBe('proven\n')
})

test("before a switch commits on no branch are kept by a rescue ref, and commits on an agent's own branch stay there", async () => {
  const it = await proven()
  it.run(['switch', '-q', '--detach'], it.path)
  const lost = await it.commit({ 'lost.txt': 'x' }, it.path)
  expect((await it.to()).kept).toBe('refs/czar/rescue/a/1')
  expect(it.run(['rev-parse', 'refs/czar/rescue/a/1'])).toBe(lost)
  it.run(['switch', '-q', '-c', 'agents-own'], it.path)
  const own = await it.commit({ 'own.txt': 'x' }, it.path)
  expect((await it.to({ branch: 'feat/a', leaves: 'feat/lint', isNew: false })).kept).toBeNull()
  expect(it.run(['rev-parse', 'agents-own'])).toBe(own)
})

test('before a switch an unfinished merge is kept with all its files and ended', async () => {
  const it = await proven()
  it.run(['switch', '-q', '-c', 'other', 'main'])
  await it.commit({ 'a.txt': 'otherwise\n' })
  it.run(['switch', '-q', 'main'])
  expect(() => it.run(['merge', '-q', 'other'], it.path)).toThrow()
  expect((await it.to()).kept).toMatch(/^refs\/czar\/rescue\/a\//)
  expect(it.here()).toBe('feat/lint')
  expect(it.run(['status', '--porcelain=v2', '--branch'], it.path)).not.toContain('u ')
  expect(existsSync(join(it.run(['rev-parse', '--absolute-git-dir'], it.path), 'MERGE_HEAD'))).toBe(false)
})

test('before a switch an unfinished rebase is kept and ended', async () => {
  const it = await proven()
  await it.commit({ 'a.txt': 'of base\n' })
  expect(() => it.run(['rebase', 'main'], it.path)).toThrow()
  const before = it.run(['rev-parse', 'feat/a'])
  await it.to()
  expect(it.here()).toBe('feat/lint')
  expect(it.run(['rev-parse', 'feat/a'])).toBe(before)
  expect(existsSync(join(it.run(['rev-parse', '--absolute-git-dir'], it.path), 'rebase-merge'))).toBe(false)
})

test('failing hooks of the user do not run and do not stop a switch', async () => {
  const it = await proven()
  const hook = join(it.repo, '.git', 'hooks', 'post-checkout')
  await writeFiles(join(it.repo, '.git', 'hooks'), { 'post-checkout': '#!/bin/sh\ntouch "$HOME/ran"\nexit 1\n' })
  await chmod(hook, 0o755)
  expect((await it.to()).branch).toBe('feat/lint')
  expect(existsSync(join(it.env['HOME'] ?? '', 'ran'))).toBe(false)
})

test('an ignored file in the way of a tracked one is not overwritten: git refuses the switch, and everything stays', async () => {
  const it = await proven()
  const other = await it.worktree('b')
  const needed = await it.commit({ 'local.env': 'tracked\n' }, other.path)
  await it.commit({ '.gitignore': 'local.env\n' }, it.path)
  await writeFile(join(it.path, 'local.env'), 'secret of this machine\n')
  await expect(it.to({ onto: null, includes: [needed] })).rejects.toThrow('local.env')
  expect(await readFile(join(it.path, 'local.env'), 'utf8')).toBe('secret of this machine\n')
  expect(it.here()).toBe('feat/a')
  await rm(join(it.path, 'local.env'))
  expect(await it.to({ onto: null, includes: [needed] }), 'once it is out of the way').toMatchObject({ branch: 'feat/lint' })
})

test('a nested repository in the worktree is not deleted: it is named, and the worktree stays on its branch', async () => {
  const it = await proven()
  it.run(['init', '-q', 'clone'], it.path)
  await it.commit({ 'x.txt': 'x' }, join(it.path, 'clone'))
  await expect(it.to()).rejects.toThrow('it contains another repository: clone/')
  expect(existsSync(join(it.path, 'clone', 'x.txt'))).toBe(true)
  expect(it.here()).toBe('feat/a')
})

test('changes inside a submodule are named and stay, because git cannot reset them', async () => {
  const it = await proven()
  const inner = join(it.folder, 'inner')
  it.run(['init', '-q', inner], it.folder)
  await it.commit({ 'x.txt': 'x' }, inner)
  it.run(['-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', inner, 'sub'], it.path)
  await it.commit({ 'more.txt': 'x' }, it.path)
  const onto = it.run(['rev-parse', 'HEAD'], it.path) as CommitSha
  expect(await it.to({ onto }), 'clean').toMatchObject({ branch: 'feat/lint' })
  await writeFile(join(it.path, 'sub', 'x.txt'), 'changed')
  const back = { branch: 'feat/a', leaves: 'feat/lint', isNew: false }
  await expect(it.to(back)).rejects.toThrow('these paths cannot be set back: sub')
  expect(await readFile(join(it.path, 'sub', 'x.txt'), 'utf8')).toBe('changed')
})

test('a sparse worktree stays sparse after a switch', async () => {
  const it = await proven()
  await it.commit({ 'in/x.txt': 'x', 'out/y.txt': 'y' }, it.path)
  const onto = it.run(['rev-parse', 'HEAD'], it.path) as CommitSha
  it.run(['sparse-checkout', 'set', 'in'], it.path)
  await it.to({ onto })
  expect(existsSync(join(it.path, 'in', 'x.txt'))).toBe(true)
  expect(existsSync(join(it.path, 'out'))).toBe(false)
})

test('a switch does not return to a branch of another project, and does not restart one that is checked out elsewhere', async () => {
  const it = await proven()
  it.run(['branch', 'theirs', 'main'])
  await expect(it.to({ branch: 'theirs', isNew: false })).rejects.toThrow('theirs is not a branch that czar made')
  await it.to()
  it.run(['switch', '-q', 'feat/a'], it.path)
  it.run(['worktree', 'add', '-q', join(it.folder, 'elsewhere'), 'feat/lint'])
  expect((await it.to()).branch).toBe('feat/lint-2')
})

test("a tip's proven work is told apart from work that base has and from work that the tip lacks", async () => {
  const it = await proven()
  const other = await it.worktree('b')
  const lacking = await it.commit({ 'b.txt': 'x' }, other.path)
  await it.to()
  const tip = await it.commit({ 'lint.txt': 'x' }, it.path)
  expect(await it.git.builtOn(tip, [it.proof, lacking, it.startSha])).toEqual([it.proof])
  expect(await it.git.tipOf('feat/lint')).toBe(tip)
  expect(await it.git.tipOf('feat/none')).toBeNull()
  it.run(['merge', '-q', '--no-ff', '-m', 'Land', 'feat/a'])
  expect(await it.git.builtOn(tip, [it.proof]), 'landed').toEqual([])
})

test('a proof keeps its commit from garbage collection, and no commit is lost when the proof is released', async () => {
  const it = await proven()
  await it.git.keepProof('gateway/a', it.proof)
  await it.git.keepProof('other/a', it.proof)
  await it.to()
  const only = await it.commit({ 'lint.txt': 'x' }, it.path)
  await it.git.keepProof('gateway/lint', only)
  it.run(['switch', '-q', 'feat/a'], it.path)
  it.run(['branch', '-q', '-D', 'feat/lint'])
  await it.git.removeWorktree(it.path)
  await it.git.releaseBranches({ discard: false, project: 'gateway' })
  expect(it.run(['for-each-ref', '--format=%(refname)', 'refs/czar/proofs'])).toBe('refs/czar/proofs/other/a')
  expect(it.run(['for-each-ref', '--contains', only, '--format=%(refname)'])).toContain('refs/czar/rescue/')
  expect(it.run(['rev-parse', 'feat/a'])).toBe(it.proof)
})

test('the commit of an attempt is kept under a ref that never moves, and removing the branches leaves it', async () => {
  const it = await proven()
  const [first, other] = [await it.git.keepAttempt('gateway/api/2', it.proof), await it.git.keepAttempt('gateway/api/2', it.proof)]
  expect([first, other]).toEqual(['refs/czar/attempts/gateway/api/2', 'refs/czar/attempts/gateway/api/2'])
  await it.to()
  const only = await it.commit({ 'lint.txt': 'x' }, it.path)
  expect(await it.git.keepAttempt('gateway/api/2', only)).toBe('refs/czar/attempts/gateway/api/2-2')
  expect(await it.git.keepAttempt('gateway/api/2', only)).toBe('refs/czar/attempts/gateway/api/2-2')
  expect(it.run(['rev-parse', first])).toBe(it.proof)
  await it.git.removeWorktree(it.path)
  await it.git.releaseBranches({ discard: true, project: 'gateway' })
  expect(it.run(['for-each-ref', '--format=%(objectname)', 'refs/czar/attempts']).split('\n')).toEqual([it.proof, only])
})

test('a ref of an attempt that git cannot create is an error, and not a loop without end', async () => {
  const it = await proven()
  await it.git.keepAttempt('gateway/api', it.proof)
  await expect(it.git.keepAttempt('gateway/api/1', it.proof)).rejects.toThrow(/refs\/czar\/attempts\/gateway\/api/)
})
