import { expect, test } from 'vitest'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import { aShopOnForge, REQUEST } from './support/a-shop-on-forge.ts'
import { emulatedGitHub, type RestForge } from './support/emulated.ts'

async function standIn(): Promise<RestForge> {
  const { forge, github, issues, push } = await aShopOnForge()
  return {
    github,
    issues,
    async file(title, body, labels) {
      const number = forge.issues.length + 1
      forge.issues.push({ number, title, body, labels, state: 'open' })
      return number
    },
    push: async branch => push(branch),
    approve: async (number, commit_id) =>
      void forge.reviews.push({ number, user: { login: 'ada' }, state: 'APPROVED', commit_id, author_association: 'MEMBER' }),
    check: async (commit, name, conclusion) => void forge.checks.push({ commit, name, conclusion }),
    close: async number => forge.close(number),
  }
}

/**
 * The stand-in and GitHub's emulator must answer alike. All other tests use the stand-in. So this test shows that the stand-in does not
 * only repeat what czar expects.
 */
const forges = [
  ['the stand-in', standIn],
  ['emulate', emulatedGitHub],
] as const

const OTHER = 'f'.repeat(40) as CommitSha

const failure = async (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error)

test.each(forges)("%s: the token's user and rights are read", async (_name, begin) => {
  const { github } = await begin()
  expect(await github.examine()).toMatchObject({ repository: expect.stringMatching(/\/acme\/shop$/), login: 'czar-bot', problem: null })
})

test.each(forges)('%s: a pull request is opened, found, edited, labelled and read again', async (_name, begin) => {
  const { github, push } = await begin()
  const commit = await push('feat/one')
  expect(await github.find({ branch: 'feat/one', commit })).toBeNull()
  const opened = await github.open({ ...REQUEST, isDraft: true })
  expect(opened).toMatchObject({ standing: 'open', isDraft: true, head: commit, body: REQUEST.body, mergeCommit: null, isArmed: false })
  expect(await github.find({ branch: 'feat/one', commit })).toMatchObject({ number: opened.number, standing: 'open' })
  expect((await github.write(opened.number, 'Another text')).body).toBe('Another text')
  await github.decorate(opened.number, { labels: ['fleet'], reviewers: ['ada'] })
  expect(await github.read(opened.number)).toMatchObject({ labels: ['fleet'], reviewers: ['ada'], isDraft: true })
})

test.each(forges)('%s: an approval counts for its commit only', async (_name, begin) => {
  const { github, push, approve } = await begin()
  const head = await push('feat/one')
  const { number } = await github.open(REQUEST)
  expect(await github.isApproved({ number, head })).toBe(false)
  await approve(number, head)
  expect(await github.isApproved({ number, head })).toBe(true)
  expect(await github.isApproved({ number, head: OTHER })).toBe(false)
})

test.each(forges)("%s: a commit's checks are read with name and outcome", async (_name, begin) => {
  const { github, push, check } = await begin()
  const commit = await push('feat/one')
  expect(await github.checks(commit)).toEqual([])
  await check(commit, 'build', 'failure')
  await check(commit, 'lint', 'success')
  const outcomes = (await github.checks(commit)).map(({ name, outcome }) => [name, outcome])
  expect(outcomes.toSorted()).toEqual([
    ['build', 'failed'],
    ['lint', 'passed'],
  ])
})

test.each(forges)('%s: a pull request is merged only at its present head, and then read as merged', async (_name, begin) => {
  const { github, push, check } = await begin()
  const head = await push('feat/one')
  const { number } = await github.open(REQUEST)
  await check(head, 'build', 'success')
  expect(await failure(github.merge({ number, head: OTHER }))).toMatchObject({ reason: 'failed' })
  await github.merge({ number, head })
  const { requests } = await github.look([number])
  expect(requests).toMatchObject([{ number, standing: 'merged', head, mergeCommit: expect.stringMatching(/^[0-9a-f]{40}$/) }])
})

test.each(forges)(
  '%s: a pull request is closed with a comment, and one that somebody closed is found by its commit',
  async (_name, begin) => {
    const { github, push, close } = await begin()
    const commit = await push('feat/one')
    const { number } = await github.open(REQUEST)
    await github.close({ number, comment: 'It comes to nothing.' })
    expect((await github.look([number])).requests).toMatchObject([{ number, standing: 'closed', mergeCommit: null }])
    const second = await github.open(REQUEST)
    await close(second.number)
    expect(await github.find({ branch: 'feat/one', commit })).toMatchObject({ standing: 'closed' })
  },
)

test.each(forges)("%s: a person's open pull request for an issue is found by its text", async (_name, begin) => {
  const { github, push, close } = await begin()
  await push('theirs')
  const { number } = await github.open({ ...REQUEST, branch: 'theirs', body: 'Fixes #77' })
  expect(await github.findForIssues({ issues: [77], own: [] })).toMatchObject({ issue: 77, number })
  await close(number)
})

test.each(forges)('%s: a pull request without review threads has none', async (_name, begin) => {
  const { github, push } = await begin()
  await push('feat/one')
  const { number } = await github.open(REQUEST)
  expect(await github.threads({ number, seen: null })).toBeNull()
})

test.each(forges)('%s: an issue is read by its number, and open issues by their label', async (_name, begin) => {
  const { issues, file } = await begin()
  const first = await file('Search', 'We want search.', ['agent'])
  await file('Other', 'No.', [])
  const third = await file('Speed', '', ['agent'])
  expect(await issues.name()).toBe('acme/shop')
  const expected = { number: first, title: 'Search', body: 'We want search.', isOpen: true, isPullRequest: false }
  expect(await issues.read(first)).toEqual(expected)
  const labelled = await issues.withLabel('agent')
  expect(labelled.map(({ number }) => number).toSorted()).toEqual([first, third].toSorted())
  expect(await failure(issues.read(999))).toMatchObject({ reason: 'denied' })
})
