import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CommitSha, WorkerId } from '../../../../src/core/model/ids.ts'
import { isInBase, type Standing } from '../../../../src/core/model/refs-state.ts'
import { type Fixture, fixture } from '../support/repository.ts'

/** Worker a with two commits on its branch. The second one is proven. */
async function aProvenBranch() {
  const made = await fixture()
  const { path } = await made.worktree('a')
  await made.commit({ 'one.txt': 'one\n', 'README.md': 'one\ntwo\n' }, path)
  const proven = await made.commit({ 'two.txt': 'two\n' }, path)
  return { ...made, proven, standing: () => standingOf(made, proven) }
}

async function standingOf({ git }: Fixture, proven: CommitSha): Promise<Standing | undefined> {
  const { standing } = await git.refs([{ worker: 'a' as WorkerId, branch: 'feat/a', proven: [proven], last: null }])
  const looked = await git.landing.lookAtBase([proven])
  expect(looked.standing[proven] === 'landed').toBe(isInBase(standing[proven]))
  return standing[proven]
}

test('work that a person squashed into base counts as in base, also after base moves on', async () => {
  const it = await aProvenBranch()
  expect(await it.standing()).toBe('current')
  await it.commit({ 'other.txt': 'base moves\n' })
  expect(await it.standing()).toBe('behind')
  it.run(['merge', '-q', '--squash', 'feat/a'])
  it.run(['commit', '-q', '-m', 'a, squashed'])
  expect(await it.standing()).toBe('landed')
  await it.commit({ 'later.txt': 'base moves on\n' })
  expect(await it.standing()).toBe('landed')
  expect(existsSync(join(it.options.scratchDir, 'trial-objects'))).toBe(false)
})

test('a squash counts as in base also if its branch was deleted', async () => {
  const it = await aProvenBranch()
  it.run(['merge', '-q', '--squash', 'feat/a'])
  it.run(['commit', '-q', '-m', 'a, squashed'])
  it.run(['worktree', 'remove', '--force', join(it.options.worktreesDir, 'a')])
  it.run(['branch', '-q', '-D', 'feat/a'])
  expect(await it.standing()).toBe('landed')
})

test('work that was cherry-picked into base commit by commit counts as in base, also if the same lines changed since', async () => {
  const it = await aProvenBranch()
  await it.commit({ 'other.txt': 'base moves\n' })
  it.run(['cherry-pick', 'main..feat/a'])
  expect(await it.standing()).toBe('landed')
  await it.commit({ 'README.md': 'one\nTWO\n' })
  expect(await it.standing()).toBe('landed')
})

test('work of which base has only a part, or which base reverted, does not count as in base', async () => {
  const it = await aProvenBranch()
  await it.commit({ 'other.txt': 'base moves\n' })
  it.run(['cherry-pick', 'feat/a'])
  expect(await it.standing()).toBe('behind')
  it.run(['cherry-pick', 'feat/a~1'])
  expect(await it.standing()).toBe('landed')
  it.run(['revert', '--no-edit', 'HEAD'])
  expect(await it.standing()).toBe('behind')
})

test('work does not count as in base if a merge driver of the repository swallows its changes', async () => {
  const it = await aProvenBranch()
  await it.commit({ '.gitattributes': '* merge=ours\n', 'one.txt': 'of base\n', 'README.md': 'one\nzwei\n' })
  it.run(['config', 'merge.ours.driver', 'true'])
  expect(await it.standing()).toBe('behind')
})

/** What `czar clean` says of the worker's branch once its worktree is gone. */
async function cleaned(it: Fixture) {
  it.run(['worktree', 'remove', '--force', join(it.options.worktreesDir, 'a')])
  const outcomes = await it.git.releaseBranches({ discard: false, project: 'sample' })
  return { outcomes, branches: it.run(['branch', '--format=%(refname:short)']).split('\n') }
}

test('a squash that a person edited counts as edited in base: no work is left, and its branch stays', async () => {
  const it = await aProvenBranch()
  it.run(['merge', '-q', '--squash', 'feat/a'])
  await it.commit({ 'README.md': 'zero\none\nbetween\ntwo\nthree\n', 'one.txt': 'of a person\none\n' })
  expect(await it.standing()).toBe('edited')
  await it.commit({ 'later.txt': 'base moves on\n' })
  expect(await it.standing()).toBe('edited')
  const { outcomes, branches } = await cleaned(it)
  expect(outcomes).toEqual([{ kind: 'kept', branch: 'feat/a', why: 'main has all its lines, but the text around them was changed' }])
  expect(branches).toContain('feat/a')
})

test('a squash in which a person reworded or dropped a line does not count as in base, and its branch stays', async () => {
  const it = await aProvenBranch()
  it.run(['merge', '-q', '--squash', 'feat/a'])
  it.run(['rm', '-q', '-f', 'two.txt'])
  await it.commit({ 'README.md': 'zero\none\nbetween\ntwo\n', 'one.txt': 'of a person\none\n' })
  expect(await it.standing()).toBe('behind')
  const { outcomes, branches } = await cleaned(it)
  expect(outcomes).toEqual([
    { kind: 'kept', branch: 'feat/a', why: expect.stringMatching(/^main has most of its lines, and lacks two\.txt: /) },
  ])
  expect(branches).toContain('feat/a')
})

test('an edited squash that was reverted does not count as in base', async () => {
  const it = await aProvenBranch()
  it.run(['merge', '-q', '--squash', 'feat/a'])
  await it.commit({ 'README.md': 'zero\none\nbetween\ntwo\n', 'one.txt': 'of a person\none\n' })
  it.run(['revert', '--no-edit', 'HEAD'])
  expect(await it.standing()).toBe('behind')
})
