import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import { type Fixture, fixture } from '../support/repository.ts'

const BRANCH = 'omnibus/sample'

/** A repository with base and three commits on top of base, which no branch contains. */
async function aTested(
  changes: Parameters<typeof fixture>[0] = {},
): Promise<Fixture & { base: CommitSha; tips: readonly [CommitSha, CommitSha, CommitSha] }> {
  const made = await fixture(changes)
  const base = made.run(['rev-parse', 'main']) as CommitSha
  made.run(['checkout', '-q', '--detach'])
  const tips = [await made.commit({ one: '1' }), await made.commit({ two: '2' }), await made.commit({ three: '3' })] as const
  made.run(['checkout', '-q', 'main'])
  return { ...made, base, tips }
}

const tipOf = ({ run }: Fixture) => run(['for-each-ref', '--format=%(objectname)', `refs/heads/${BRANCH}`])

test("the train's branch is created and advanced, and a repetition after a crash does no harm", async () => {
  const made = await aTested()
  const { advance } = made.git.landing
  const [one, two] = made.tips
  const first = { branch: BRANCH, from: null, to: one, base: made.base }
  expect([await advance(first), await advance(first), tipOf(made)]).toEqual([{ refused: null }, { refused: null }, one])
  const second = { branch: BRANCH, from: one, to: two, base: made.base }
  expect([await advance(second), await advance(second), tipOf(made)]).toEqual([{ refused: null }, { refused: null }, two])
  expect(made.run(['reflog', 'show', '--format=%gs', BRANCH])).toContain('czar: tested')
})

test('a branch that a killed czar had moved before the journal knew of it is advanced further', async () => {
  const made = await aTested()
  const [one, two] = made.tips
  await made.git.landing.advance({ branch: BRANCH, from: null, to: one, base: made.base })
  expect(await made.git.landing.advance({ branch: BRANCH, from: null, to: two, base: made.base })).toEqual({ refused: null })
  expect(tipOf(made)).toBe(two)
})

test.each([
  { name: 'that allows it', how: 'true', written: true },
  { name: 'that forbids it', how: 'false', written: false },
])("now and then czar writes git's commit-graph in a repository $name, and git gc works as before", async ({ how, written }) => {
  const made = await aTested()
  const [one, two] = made.tips
  made.run(['config', 'core.commitGraph', how])
  const index = join(made.repo, '.git', 'objects', 'info', 'commit-graphs', 'commit-graph-chain')
  await made.git.landing.advance({ branch: BRANCH, from: null, to: one, base: made.base })
  expect(existsSync(index)).toBe(false)
  for (let moves = 0; moves < 60; moves++)
    await made.git.landing.advance({ branch: BRANCH, from: moves % 2 === 0 ? one : two, to: moves % 2 === 0 ? two : one, base: made.base })
  expect(existsSync(index)).toBe(written)
  made.run(['commit-graph', 'verify'])
  made.run(['gc', '--quiet', '--prune=now'])
  expect(made.run(['fsck', '--strict'])).toBe('')
  expect(made.run(['rev-list', '--count', BRANCH])).toBe(made.run(['-c', 'core.commitGraph=false', 'rev-list', '--count', BRANCH]))
})

test('a commit-graph that cannot be written stops nothing', async () => {
  const made = await aTested()
  const [one, two] = made.tips
  const { advance } = made.git.landing
  await advance({ branch: BRANCH, from: null, to: one, base: made.base })
  // What a git that was killed leaves behind.
  mkdirSync(join(made.repo, '.git', 'objects', 'info', 'commit-graphs'), { recursive: true })
  writeFileSync(join(made.repo, '.git', 'objects', 'info', 'commit-graphs', 'commit-graph-chain.lock'), '')
  for (let moves = 0; moves < 60; moves++)
    expect(await advance({ branch: BRANCH, from: moves % 2 === 0 ? one : two, to: moves % 2 === 0 ? two : one, base: made.base })).toEqual({
      refused: null,
    })
})

test('a branch that is being rebased or bisected is not moved', async () => {
  const made = await aTested()
  const [one, two] = made.tips
  const { advance, mayLand } = made.git.landing
  await advance({ branch: BRANCH, from: null, to: one, base: made.base })
  made.run(['checkout', '-q', BRANCH])
  made.run(['bisect', 'start'])
  made.run(['checkout', '-q', '--detach', 'main'])
  expect((await advance({ branch: BRANCH, from: one, to: two, base: made.base })).refused).toContain('is checked out in')
  made.run(['bisect', 'reset'])
  made.run(['checkout', '-q', 'main'])
  expect(await mayLand({ tip: two, base: made.base })).toEqual({ kind: 'checked_out', path: made.repo })
})

test.each([
  { name: 'moved to the tip', now: 2, is: 'landed' },
  { name: 'still where it was', now: 0, is: 'free' },
  { name: 'set back behind what was tested', now: -1, is: 'moved' },
])('a base that is $name has the landing state $is', async ({ now, is }) => {
  const made = await aTested()
  const [one, , three] = made.tips
  made.run(['checkout', '-q', '--detach'])
  made.run(['branch', '-f', 'main', now < 0 ? made.base : (made.tips[now] ?? '')])
  const { land, mayLand } = made.git.landing
  const question = { tip: three, base: one }
  expect((await mayLand(question)).kind).toBe(is)
  expect((await land(question)).kind).toBe(is === 'free' ? 'landed' : is)
  expect(made.run(['rev-parse', 'main'])).toBe(is === 'moved' ? made.base : three)
})

test.each([
  { name: 'the remote has what was tested', remote: 1, is: 'free' },
  { name: 'the remote lost what was tested', remote: 0, is: 'moved' },
] as const)('a base that is behind its remote, where $name, has the landing state $is', async ({ remote, is }) => {
  const made = await aTested({ remote: 'origin' })
  const [one, two, three] = made.tips
  made.run(['checkout', '-q', '--detach'])
  made.run(['branch', '-f', 'main', made.base])
  made.run(['update-ref', 'refs/remotes/origin/main', [made.base, two][remote] ?? ''])
  const { land, mayLand } = made.git.landing
  expect((await mayLand({ tip: three, base: one })).kind).toBe(is)
  expect((await land({ tip: three, base: one })).kind).toBe(is === 'free' ? 'landed' : is)
  expect(made.run(['rev-parse', 'main'])).toBe(is === 'free' ? three : made.base)
})

test('a deleted train branch is created again', async () => {
  const made = await aTested()
  const [one, two] = made.tips
  await made.git.landing.advance({ branch: BRANCH, from: null, to: one, base: made.base })
  made.run(['branch', '-D', BRANCH])
  expect(await made.git.landing.advance({ branch: BRANCH, from: one, to: two, base: made.base })).toEqual({ refused: null })
  expect(tipOf(made)).toBe(two)
})

test.each([
  {
    name: 'a branch of somebody else with the name',
    prepare: (made: Fixture) => made.run(['branch', BRANCH, 'main']),
    from: null,
    says: 'czar did not make it',
  },
  {
    name: 'a branch that somebody moved',
    async prepare(made: Awaited<ReturnType<typeof aTested>>) {
      await made.git.landing.advance({ branch: BRANCH, from: null, to: made.tips[0], base: made.base })
      made.run(['branch', '-f', BRANCH, made.tips[2]])
    },
    from: 0,
    says: 'somebody moved it',
  },
  {
    name: 'a branch that is checked out',
    async prepare(made: Awaited<ReturnType<typeof aTested>>) {
      await made.git.landing.advance({ branch: BRANCH, from: null, to: made.tips[0], base: made.base })
      made.run(['worktree', 'add', '-q', join(made.folder, 'look'), BRANCH])
    },
    from: 0,
    says: 'is checked out in',
  },
] as const)('$name is not moved, and the answer gives the reason', async ({ prepare, from, says }) => {
  const made = await aTested()
  await prepare(made)
  const before = tipOf(made)
  const answer = await made.git.landing.advance({
    branch: BRANCH,
    from: from === null ? null : made.tips[from],
    to: made.tips[1],
    base: made.base,
  })
  expect(answer.refused).toContain(says)
  expect(tipOf(made)).toBe(before)
})

test('base moves forward by new commits, and counts as rewritten if an earlier commit is missing from it', async () => {
  const made = await aTested()
  const [one, two] = made.tips
  const { howBaseMoved } = made.git.landing
  expect([await howBaseMoved(one, two), await howBaseMoved(two, one)]).toEqual(['forward', 'rewritten'])
})
