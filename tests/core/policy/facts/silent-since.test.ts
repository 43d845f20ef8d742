import { expect, test } from 'vitest'
import { answerAwaitedSince, silentSince } from '../../../../src/core/policy/facts/silent-since.ts'
import { alterAgent, alterAssignment, alterWorker } from '../../../support/builders/limited.ts'
import { atRest } from '../../../support/worlds/at-rest.ts'
import { agentOf, aStory, assignmentOf, begin, pass, queue, report, told, turn, verdict, workerOf } from '../../../support/worlds/story.ts'

test("a worker that waited for its claim's check was not silent: a rejection sends only the rework, and no question", () => {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'ack')
  report(world, 'one', 'done')
  turn(world, 'one', 'idle')
  pass(world, 600_000)
  verdict(world, 'one', 'rejected', ['`npm test` failed with exit code 1.'])
  expect(queue(world, 'one')).toEqual(['rework'])
  expect(workerOf(world, 'one').health.health).not.toBe('idle')
  expect(told(world, 'ladder.climbed')).toEqual([])
})

test("silence counts from the last turn's end or report if known, else from the last new output, and from the last verdict", () => {
  const world = atRest()
  const since = (over: Parameters<typeof alterAgent>[2] = {}) => {
    alterAgent(world, 'one', { turn: 'idle', turnStrength: 'exact', turnAt: 20, noveltyAt: 40, ...over })
    return silentSince(workerOf(world, 'one'), agentOf(world, 'one'), assignmentOf(world, 'one'))
  }
  alterWorker(world, 'one', { lastReportAt: 10 })
  expect(since()).toBe(20)
  alterWorker(world, 'one', { lastReportAt: 30 })
  expect(since()).toBe(30)
  expect(since({ turnStrength: 'inferred' })).toBe(40)
  expect(since({ turn: null, turnStrength: 'exact' })).toBe(40)
  expect([since({ turn: 'busy' }), since({ turn: 'waiting' })]).toEqual([null, null])
  alterAssignment(world, 'one', { lastVerdict: { at: 50 } as never })
  expect([since(), since({ turnStrength: 'inferred' })]).toEqual([50, 50])
})

test('the time for an answer counts from the question, or from the end of a pause', () => {
  const world = atRest()
  const { ladder } = assignmentOf(world, 'one')
  const waitedSince = (askedAt: number, resumedAt: number) =>
    answerAwaitedSince({ ...workerOf(world, 'one'), resumedAt }, { ...assignmentOf(world, 'one'), ladder: { ...ladder, askedAt } })
  expect([waitedSince(5, 3), waitedSince(3, 5)]).toEqual([5, 5])
})
