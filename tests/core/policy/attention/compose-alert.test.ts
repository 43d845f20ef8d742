import { expect, test } from 'vitest'
import { composeAlert } from '../../../../src/core/policy/attention/compose-alert.ts'
import { aStory, say } from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'
import { happen } from '../../../support/worlds/world.ts'

function raise(world: World, key: string, text: string, worker: string | null = 'one'): { key: string; raised: number } {
  happen(world, { kind: 'attention.raised', key, worker: worker as never, text, hint: 'czar attach one' })
  return { key, raised: world.state.seq }
}

test('an alert with one item has its worker in the title and the next command in its text', () => {
  const world = aStory()
  const matter = raise(world, 'question:one', 'one is blocked: Which port?')
  expect(composeAlert(world.state, 'id', [matter])).toEqual({
    id: 'id',
    project: 'sample',
    kind: 'attention',
    title: 'sample: one needs a person',
    text: 'one is blocked: Which port?\n  next: czar attach one',
    matters: [{ key: 'question:one', worker: 'one', text: 'one is blocked: Which port?', hint: 'czar attach one', since: world.now }],
  })
})

test('an alert with many items has a bounded length and counts the rest', () => {
  const world = aStory()
  const matters = Array.from({ length: 30 }, (_, index) => raise(world, `k${index}`, 'x'.repeat(10_000)))
  const alert = composeAlert(world.state, 'id', matters)
  expect(alert?.title).toBe('sample: 30 things need a person')
  expect(alert?.text).toMatch(/\nand 20 more: czar status -p sample$/)
  expect(alert?.text.length).toBeLessThan(6_000)
  expect(alert?.matters).toHaveLength(30)
})

test("a worker's text in an alert cannot control a terminal or reverse the text", () => {
  const world = aStory()
  const matter = raise(world, 'question:one', 'red \x1b[31malert\x1b]0;title\x07\r\nsecond \u202eline')
  expect(composeAlert(world.state, 'id', [matter])?.matters[0]?.text).toBe('red alert second <U+202E>line')
})

test('items that were settled, or raised again since, are not in the alert', () => {
  const world = aStory()
  const first = raise(world, 'question:one', 'Which port?')
  happen(world, { kind: 'attention.settled', key: 'question:one', reason: 'answered' })
  expect(composeAlert(world.state, 'id', [first])).toBeNull()
  raise(world, 'question:one', 'Which port?')
  expect(composeAlert(world.state, 'id', [first])).toBeNull()
})

test("the alert at the project's end counts verified tasks and names open items", () => {
  const world = aStory()
  const matter = raise(world, 'failed:one', 'task one failed: no commit')
  say(world, { kind: 'project.finished', verified: 4, failed: 1 })
  const finish = { key: 'finished', raised: world.state.finish?.seq ?? 0 }
  expect(composeAlert(world.state, 'id', [matter, finish])).toMatchObject({
    kind: 'finished',
    title: 'sample: over, 4 of 5 tasks verified',
    text: 'The project is over: 4 of 5 tasks verified.\ntask one failed: no commit\n  next: czar launch /project.yaml   # begins anew what failed or was stopped',
  })
})
