import { expect, test } from 'vitest'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import { fixture } from '../support/repository.ts'

async function someBranches() {
  const made = await fixture()
  const since = Date.now() - 1_000
  const [a, b] = [await made.worktree('a'), await made.worktree('b')]
  const main = () => made.run(['rev-parse', 'main']) as CommitSha
  const ask = (proven: readonly CommitSha[] = [], start = since) => {
    const branches = [a, b].map(({ branch, startSha }) => ({ branch, since: start, from: startSha }))
    return made.git.unprovenOnBase({ base: main(), branches, proven })
  }
  /** Moves base itself, as a misbehaving worker does. */
  const move = (path: string) => made.run(['update-ref', 'refs/heads/main', 'HEAD'], path)
  return { ...made, a, b, ask, move }
}

test('fault 146: a worker that moves base to its own commit is found, until the commit is proven or base is moved back', async () => {
  const { a, commit, run, ask, move } = await someBranches()
  const first = await commit({ 'a.ts': 'a\n' }, a.path)
  expect(await ask()).toEqual({})
  move(a.path)
  const later = await commit({ 'more.ts': 'a\n' }, a.path)
  expect(await ask()).toEqual({ 'feat/a': first })
  expect(await ask([later])).toEqual({})
  run(['update-ref', 'refs/heads/main', a.startSha])
  expect(await ask()).toEqual({})
})

test('a person who merges proven work, and workers who merge base, cause no warning', async () => {
  const { a, b, commit, run, ask } = await someBranches()
  const proven = await commit({ 'a.ts': 'a\n' }, a.path)
  await commit({ 'b.ts': 'b\n' }, b.path)
  run(['merge', '-q', '--no-edit', '--no-ff', 'feat/a'])
  await commit({ 'mine.ts': 'x\n' })
  run(['merge', '-q', '--no-edit', 'main'], b.path)
  run(['merge', '-q', '--ff-only', 'main'], a.path)
  expect(await ask([proven])).toEqual({})
})

test('a person who merges unproven work is warned, also after a rebase of the branch, and only about the newest commit', async () => {
  const { a, b, commit, run, ask } = await someBranches()
  await commit({ 'mine.ts': 'x\n' })
  await commit({ 'b.ts': 'b\n' }, b.path)
  run(['rebase', '-q', 'main'], b.path)
  run(['merge', '-q', '--ff-only', 'feat/b'])
  const rebased = run(['rev-parse', 'feat/b'])
  expect(await ask()).toEqual({ 'feat/b': rebased })
  await commit({ 'a.ts': 'a\n' }, a.path)
  const newest = await commit({ 'more.ts': 'a\n' }, a.path)
  run(['merge', '-q', '--no-edit', 'feat/a'])
  expect(await ask([rebased as CommitSha])).toEqual({ 'feat/a': newest })
})

test('a rebase that leaves no commit of the worker, commits from before the task, and a branch without a reflog cause no warning', async () => {
  const { a, b, commit, run, ask, git } = await someBranches()
  await commit({ 'same.ts': 'x\n' }, a.path)
  await commit({ 'mine.ts': 'x\n' })
  run(['cherry-pick', 'feat/a'])
  run(['rebase', '-q', 'main'], a.path)
  expect(await ask()).toEqual({})
  await commit({ 'b.ts': 'b\n' }, b.path)
  run(['merge', '-q', '--no-edit', 'feat/b'])
  expect(await ask([], Date.now() + 60_000)).toEqual({})
  const from = a.startSha
  expect(await git.unprovenOnBase({ base: from, branches: [{ branch: 'feat/none', since: 0, from }], proven: [] })).toEqual({})
})
