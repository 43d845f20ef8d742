import { expect, test } from 'vitest'
import { ForgeError } from '../../../../src/core/model/errors.ts'
import { aShopOnForge, REQUEST } from './support/a-shop-on-forge.ts'

/** Somebody's open request number 1 with this text. */
async function aRequestOfSomebody(body: string) {
  const scene = await aShopOnForge()
  scene.push('theirs')
  await scene.github.open({ ...REQUEST, branch: 'theirs', body })
  const find = (issues: readonly number[], own: readonly number[] = []) => scene.github.findForIssues({ issues, own })
  return { ...scene, find, url: `${scene.forge.url}/acme/shop/pull/1` }
}

test.each(['Closes #5', 'It is quick.\n\nfixes: #5.', 'Resolved acme/shop#5', 'closed GH-5', 'Fix ACME/Shop#5 and #6'])(
  'an open pull request with %j is found for issue 5',
  async body => {
    const { find, url } = await aRequestOfSomebody(body)
    expect(await find([4, 5])).toEqual({ issue: 5, number: 1, url })
  },
)

test("a pull request with the issue's address is found too, for this repository only", async () => {
  const { forge, github, find } = await aRequestOfSomebody('see #5, fixes #55, closes acme/other#5, closes 5 things')
  expect(await find([5])).toBeNull()
  await github.write(1, `Fixes ${forge.url}/acme/other/issues/5`)
  expect(await find([5])).toBeNull()
  await github.write(1, `Fixes ${forge.url}/acme/shop/issues/5`)
  expect(await find([5])).toMatchObject({ number: 1 })
})

test("neither czar's own pull requests nor closed ones count for an issue", async () => {
  const { forge, find } = await aRequestOfSomebody('Closes #5')
  expect(await find([5], [1])).toBeNull()
  forge.close(1)
  expect(await find([5])).toBeNull()
})

test('a pull request that a person linked to an issue is found, and an issue that does not exist has none', async () => {
  const { forge, find } = await aRequestOfSomebody('It is quick.')
  expect(await find([5, 4_711])).toBeNull()
  forge.links.push({ issue: 5, number: 1 })
  expect(await find([4_711, 5])).toMatchObject({ issue: 5, number: 1 })
  forge.merge(1)
  expect(await find([5])).toBeNull()
})

test('without issues no request is sent, and after a failed request the result is unknown', async () => {
  const { forge, find } = await aRequestOfSomebody('')
  const before = forge.calls.length
  expect([await find([]), forge.calls.length]).toEqual([null, before])
  forge.mishaps.push({ on: ({ path }) => path === '/graphql', answer: context => context.json({ message: 'Bad credentials' }, 401) })
  await expect(find([5])).rejects.toThrow(ForgeError)
})

test('the pull request for an issue is found among more than a hundred', async () => {
  const { forge, find } = await aRequestOfSomebody('Closes #5')
  const [first] = forge.requests
  if (first === undefined) throw new Error('no request')
  for (let number = 2; number <= 105; number++) forge.requests.push({ ...first, number, body: '' })
  expect(await find([5])).toMatchObject({ number: 1 })
})
