import { expect, test } from 'vitest'
import { pullRequestNews } from '../../../../src/core/policy/attention/pull-request-news.ts'
import type { FoundPullRequest } from '../../../../src/core/ports/git-port.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { aStory, begin, say } from '../../../support/worlds/story.ts'
import { sha } from '../../../support/worlds/world.ts'

/** A fleet of two workers at work, and a function that gives the news in a list of pull requests. */
function aFleet() {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], concurrency: 2 })
  begin(world, 'one')
  begin(world, 'two')
  return (...found: readonly FoundPullRequest[]) => {
    const news = pullRequestNews(world.state, found)
    say(world, ...news)
    return news.map(({ worker, number, url }) => [worker, number, url])
  }
}

function found(worker: string, number: number, over: Partial<FoundPullRequest> = {}): FoundPullRequest {
  return { worker: worker as never, branch: `feat/${worker}`, number, url: null, head: sha('head'), isPushed: true, ...over }
}

test('of several pull requests the highest is reported once, and again only if a higher one comes', () => {
  const see = aFleet()
  expect(see(found('one', 7), found('one', 12), found('one', 9))).toEqual([['one', 12, null]])
  expect(see(found('one', 12), found('one', 9))).toEqual([])
  expect(see(), 'its head moved, or is not there at the moment').toEqual([])
  expect(see(found('one', 7))).toEqual([])
  expect(see(found('one', 13))).toEqual([['one', 13, null]])
})

test('another page of the same pull request is reported', () => {
  const see = aFleet()
  expect(see(found('one', 7))).toHaveLength(1)
  expect(see(found('one', 7, { url: 'https://github.com/o/n/pull/7' }))).toEqual([['one', 7, 'https://github.com/o/n/pull/7']])
})

test("a worker at the commit of another worker's pull request does not get that pull request", () => {
  const see = aFleet()
  expect(see(found('one', 7, { isPushed: false }), found('two', 7))).toEqual([['two', 7, null]])
  expect(see(found('one', 7), found('one', 3))).toEqual([['one', 3, null]])
})

test('a pull request of a branch that its worker has left, or of no worker, is not reported', () => {
  const see = aFleet()
  expect(see(found('one', 7, { branch: 'feat/earlier' }), found('constructor', 8), found('gone', 9))).toEqual([])
})
