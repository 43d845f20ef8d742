import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
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

/** Moves the train's branch so often that czar writes git's index of the history. */
async function moveOften({ git, tips: [one, two], base }: Awaited<ReturnType<typeof aTested>>): Promise<void> {
  await git.landing.advance({ branch: BRANCH, from: null, to: one, base })
  for (let moves = 0; moves < 20; moves++)
    await git.landing.advance({ branch: BRANCH, from: moves % 2 === 0 ? one : two, to: moves % 2 === 0 ? two : one, base })
}

const chainIn = (objects: string) => existsSync(join(objects, 'info', 'commit-graphs', 'commit-graph-chain'))

test.each([
  { name: 'that allows it', how: 'true', written: true },
  { name: 'that forbids it', how: 'false', written: false },
])(
  "now and then czar writes git's commit-graph beside its state, for a repository $name, and not into the repository",
  async ({ how, written }) => {
    const made = await aTested()
    made.run(['config', 'core.commitGraph', how])
    const before = readdirSync(join(made.repo, '.git', 'objects', 'info'))
    await moveOften(made)
    const index = join(made.options.scratchDir, 'history')
    expect(chainIn(index)).toBe(written)
    expect(readdirSync(join(made.repo, '.git', 'objects', 'info'))).toEqual(before)
    const env = { ...made.env, GIT_ALTERNATE_OBJECT_DIRECTORIES: `"${index}"` }
    if (written) execFileSync('git', ['commit-graph', 'verify', '--object-dir', index], { cwd: made.repo, env })
    const count = ['rev-list', '--count', BRANCH]
    expect(execFileSync('git', count, { cwd: made.repo, env, encoding: 'utf8' }).trim()).toBe(made.run(count))
    made.run(['gc', '--quiet', '--prune=now'])
    expect(made.run(['fsck', '--strict'])).toBe('')
  },
)

test("a commit-graph that the user's git has made is kept up to date, and git gc works as before", async () => {
  const made = await aTested()
  made.run(['commit-graph', 'write', '--reachable'])
  await moveOften(made)
  expect(chainIn(join(made.options.scratchDir, 'history'))).toBe(false)
  expect(chainIn(join(made.repo, '.git', 'objects'))).toBe(true)
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
  const folder = join(made.options.scratchDir, 'history', 'info', 'commit-graphs')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'commit-graph-chain.lock'), '')
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

test('a base that is checked out beside a git directory of its own is reported with the checkout, where its files are', async () => {
  const made = await aTested()
  made.run(['init', '-q', '--separate-git-dir', join(made.folder, 'elsewhere')])
  expect(await made.git.landing.mayLand({ tip: made.tips[1], base: made.base })).toEqual({ kind: 'checked_out', path: made.repo })
  made.run(['merge', '-q', '--ff-only', made.tips[1]])
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
    says: 'it was moved, and not by czar',
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
