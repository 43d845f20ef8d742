import { expect, test } from 'vitest'
import { resultText, viewResults } from '../../../src/supervisor/view/view-results.ts'
import { aStory, begin, complete, report, told, verdict } from '../../support/worlds/story.ts'

test('a result is open when the task is claimed, rejected or verified by the czar, and again when claimed anew', () => {
  const world = aStory()
  const first = () => viewResults(world.state).results.find(result => result.task === 'one')
  begin(world, 'one')
  expect(viewResults(world.state).results).toEqual([])
  report(world, 'one', 'done', { text: '\n  It is built.  \nAnd tested.' })
  expect(first()).toMatchObject({
    worker: 'one',
    assignment: 'one.1',
    verdict: 'open',
    commit: null,
    title: 'It is built.',
    path: 'results/one.md',
  })
  world.now += 1
  verdict(world, 'one', 'rejected', ['tests fail'])
  expect(first()).toMatchObject({ verdict: 'rejected', commit: 'work-one' })
  world.now += 1
  report(world, 'one', 'done', { text: 'Now it is.' })
  expect(first()).toMatchObject({ verdict: 'open', title: 'Now it is.' })
  verdict(world, 'one', 'verified')
  expect(first()).toMatchObject({ verdict: 'verified', commit: 'work-one' })
})

test("a result's text has the czar's part above a line and the worker's report below it", () => {
  const world = aStory()
  complete(world, 'one')
  report(world, 'one', 'done', { text: 'too late: nothing is open' })
  const claim = told(world, 'report.received').find(event => event.report.kind === 'done')
  const task = world.state.tasks['one']
  if (task === undefined || claim === undefined) throw new Error('no claim')
  const text = resultText(task, { ...claim, report: { ...claim.report, text: 'built\n', details: '## How\n\nIn steps.\n' } })
  expect(text).toMatch(/^# Result of one\n- worker: one\n- assignment: one\.1\n- reported: 1970-/)
  expect(text?.endsWith('\n\n---\n\nbuilt\n\n## How\n\nIn steps.\n')).toBe(true)
  expect(task.result?.seq).toBe(claim.seq)
  expect(resultText(task, undefined)).toBeNull()
})
