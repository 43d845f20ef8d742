import { expect, test } from 'vitest'
import { aStory, begin, pass, queue, report, told, turn, verdict, workerOf } from '../../support/story.ts'

test('whoever waited for the check of its claim was not silent: a rejection brings the rework alone, and no question', () => {
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
