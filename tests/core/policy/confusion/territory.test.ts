import { expect, test } from 'vitest'
import { outsideOf } from '../../../../src/core/policy/confusion/territory.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { aStory, assignmentOf, begin, workerOf } from '../../../support/worlds/story.ts'

/** The paths that worker one may not change, given what it and the other workers own. */
function outside(owns: readonly string[], paths: readonly string[], { others = [['src/mail/**']], protect = ['.github/**'] } = {}) {
  const config = aWorker('one', { owns })
  const workers = [config, ...others.map((owns, index) => aWorker(`other${index}`, { owns }))]
  const world = aStory({ workers, policy: { ...aPolicy, protect }, concurrency: 9 })
  begin(world, 'one')
  const [worker, task, assignment] = [workerOf(world, 'one'), world.state.tasks['one'], assignmentOf(world, 'one')]
  if (task === undefined || world.state.project === null) throw new Error('no task')
  return outsideOf({ project: world.state.project, worker, task, assignment }, paths)
}

test('with a territory every other path is outside of it, and a path that another worker owns or the project protects is foreign', () => {
  const paths = ['src/one/a.ts', 'docs/a.md', 'src/mail/b.ts', '.github/ci.yml']
  expect(outside(['src/one/**'], paths)).toEqual({ foreign: ['src/mail/b.ts', '.github/ci.yml'], unowned: ['docs/a.md'] })
})

test('a worker without a territory may change every path that no other worker owns', () => {
  expect(outside([], ['docs/a.md', 'src/mail/b.ts', '.github/ci.yml'])).toEqual({
    foreign: ['src/mail/b.ts', '.github/ci.yml'],
    unowned: [],
  })
})

test('each of several other workers has its own territory, and one without a territory owns no path', () => {
  const others = [['src/mail/**'], [], ['lib/**', 'bin/*']]
  const paths = ['src/mail/a', 'lib/b', 'bin/c', 'bin/deep/d', 'docs/e']
  expect(outside(['src/one/**'], paths, { others })).toEqual({
    foreign: ['src/mail/a', 'lib/b', 'bin/c'],
    unowned: ['bin/deep/d', 'docs/e'],
  })
})

test("a path that two workers share is each one's own, except if it is protected", () => {
  const protect = ['src/one/secret']
  expect(outside(['src/one/**'], ['src/one/a', './src/one/secret'], { others: [['src/**']], protect })).toEqual({
    foreign: ['src/one/secret'],
    unowned: [],
  })
})

test('paths with dots, line breaks and a leading ./ are matched like any other', () => {
  const paths = ['./src/one/.hidden/x', 'src/one/two\nlines', 'a./b']
  expect(outside(['src/one/**'], paths, { others: [['b']] })).toEqual({ foreign: [], unowned: ['a./b'] })
})

test('a project with more paths than the cache holds is answered path by path', () => {
  const paths = Array.from({ length: 600 }, (_, index) => `${index % 2 === 0 ? 'src/one' : 'docs'}/${index}`)
  const { unowned } = outside(['src/one/**'], [...paths, ...paths])
  expect(unowned).toEqual([...paths, ...paths].filter(path => path.startsWith('docs/')))
})
