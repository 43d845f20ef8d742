import { expect, test } from 'vitest'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import { type Fixture, fixture } from '../support/repository.ts'

const NAME = 'sample/omnibus+pushed'
const seconds = 1_700_000_000

/** Two tips with a common base, neither of which contains the other, and a commit after the first tip. */
async function tips(): Promise<{ made: Fixture; one: CommitSha; onOne: CommitSha; other: CommitSha }> {
  const made = await fixture()
  made.run(['checkout', '-q', '--detach'])
  const one = await made.commit({ one: '1' })
  const onOne = await made.commit({ two: '2' })
  made.run(['checkout', '-q', '--detach', 'main'])
  const other = await made.commit({ three: '3' })
  made.run(['checkout', '-q', 'main'])
  return { made, one, onOne, other }
}

const follow = ({ git }: Fixture, tip: CommitSha) => git.landing.follow({ name: NAME, tip, seconds })
const parentsOf = ({ run }: Fixture, commit: string) => run(['log', '-1', '--format=%P', commit]).split(' ')
const treeOf = ({ run }: Fixture, commit: string) => run(['rev-parse', `${commit}^{tree}`])

test('a tip that contains the last pushed commit is pushed unchanged', async () => {
  const { made, one, onOne } = await tips()
  expect([await follow(made, one), await follow(made, one), await follow(made, onOne)]).toEqual([one, one, onOne])
})

test("a tip that does not contain the last pushed commit becomes a commit after it with the tip's tree, the same after a kill", async () => {
  const { made, onOne, other } = await tips()
  await follow(made, onOne)
  const joined = await follow(made, other)
  expect(parentsOf(made, joined)).toEqual([onOne, other])
  expect(treeOf(made, joined)).toBe(treeOf(made, other))
  expect(made.run(['ls-tree', '--name-only', joined])).not.toContain('one')
  expect(await follow(made, other)).toBe(joined)
})

test('each later commit contains all earlier pushed commits, also if the train returns to an earlier tip', async () => {
  const { made, one, onOne, other } = await tips()
  let before: CommitSha = await follow(made, onOne)
  for (const tip of [other, one, onOne, other, other]) {
    const next = await follow(made, tip)
    expect(treeOf(made, next)).toBe(treeOf(made, tip))
    made.run(['merge-base', '--is-ancestor', before, next])
    before = next
  }
})

test('a refused push is not lost: the next commit follows the commit that was refused', async () => {
  const { made, one, onOne, other } = await tips()
  await follow(made, one)
  const refused = await follow(made, other)
  const next = await follow(made, onOne)
  expect(parentsOf(made, next)).toEqual([refused, onOne])
})

test('a commit that waits for its push is kept from garbage collection, and needs no branch, checkout or identity of the user', async () => {
  const { made, onOne, other } = await tips()
  await follow(made, onOne)
  const joined = await follow(made, other)
  made.run(['reflog', 'expire', '--expire=now', '--all'])
  made.run(['gc', '-q', '--prune=now'])
  expect(made.run(['cat-file', '-t', joined])).toBe('commit')
  expect(made.run(['log', '-1', '--format=%an', joined])).toBe('czar')
  expect(made.run(['branch', '--format=%(refname:short)'])).toBe('main')
})
