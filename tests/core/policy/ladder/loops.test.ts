import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aProject, aWorker } from '../../../support/builders/a-project.ts'
import { triedInJournal } from '../../../support/builders/tried-in-journal.ts'
import { order } from '../../../support/worlds/order.ts'
import { about, act, aStory, asked, assignmentOf, begin, pass, report, say, told, turn, workerOf } from '../../../support/worlds/story.ts'
import { observed, sha, type World } from '../../../support/worlds/world.ts'
import { rungs, swing } from './steps.ts'

const MINUTE_MS = 60_000
const bell = { name: 'bell', via: 'bell', on: ['attention'], afterMs: 10_000 } as const

function inTurn(): World {
  const world = aStory({ alerts: [bell] })
  begin(world, 'one')
  report(world, 'one', 'ack')
  look(world, 'start', 0)
  return world
}

/** Makes czar read this many more commits from git, none of which adds a line. */
function look(world: World, tree: string, commits: number): void {
  const event = observed(workerOf(world, 'one'), `commit-${commits}`)
  if (event.kind !== 'git.observed') return
  const lastCommit = { sha: sha(`commit-${commits}`), subject: 'fix: try again', at: 0 }
  const own = { from: sha('start'), subjects: [], files: [] }
  say(world, { ...event, activity: { ...event.activity, tree, lines: 2, commitsSinceStart: commits, lastCommit, own } })
}

/** The actions of a worker that repeats the same steps. None of them counts as progress, whatever came before. */
const GOES_ROUND: readonly ((world: World, roll: number) => void)[] = [
  (world, roll) => say(world, { kind: 'agent.trouble', ...about(world, 'one'), text: `Error: port ${roll} is in use`, inTurn: true }),
  (world, roll) => report(world, 'one', 'progress', { text: `going well ${roll % 3}` }),
  world => report(world, 'one', 'note', { text: 'still at it' }),
  (world, roll) => look(world, `swing-${roll % 3}`, workerOf(world, 'one').git?.commitsSinceStart ?? 0),
  (world, roll) => look(world, `touch-${roll}`, (workerOf(world, 'one').git?.commitsSinceStart ?? 0) + 1),
  world => say(world, { kind: 'agent.novelty', ...about(world, 'one') }),
]

/** Lets actions succeed. Texts for a working agent wait until it stops. */
function serve(world: World): void {
  for (let left = 20; left > 0 && world.deeds.length > 0; left--) {
    const [deed] = world.deeds
    if (deed !== undefined) act(world, deed.action.do, deed.action.worker ?? (null as never))
    const { agent } = workerOf(world, 'one')
    if (agent?.readyAt === null) say(world, { kind: 'agent.ready', ...about(world, 'one'), evidence: 'hook', strength: 'exact' })
  }
}

function goRound(world: World, rolls: readonly number[], endsTurns: boolean): void {
  for (const roll of rolls) {
    pass(world, MINUTE_MS)
    serve(world)
    if (assignmentOf(world, 'one').acknowledged === null) report(world, 'one', 'ack')
    if (workerOf(world, 'one').agent?.turn === 'busy') GOES_ROUND[roll % GOES_ROUND.length]?.(world, roll)
    if (endsTurns && roll % 5 === 0) turn(world, 'one', 'idle')
    serve(world)
  }
}

test('fault 91: for a loop in one turn the agent is asked once and replaced once, its successor is asked once, and then a person is told once', () => {
  const world = inTurn()
  goRound(
    world,
    Array.from({ length: 300 }, (_, index) => index),
    false,
  )
  expect(rungs(world)).toEqual(['ask', 'fresh', 'ask', 'attention'])
  expect(told(world, 'attention.raised').map(({ key }) => key)).toEqual(['stuck:one'])
  expect(told(world, 'attention.settled')).toEqual([])
  expect(told(world, 'alert.sent').flatMap(({ matters }) => matters.map(({ key }) => key))).toEqual(['stuck:one'])
  const { text } = told(world, 'attention.raised')[0] ?? { text: '' }
  expect(text).toMatch(/; asked twice \(unread\), replaced by a fresh agent once$/)
})

test('fault 91: in every loop each step is taken once, and a person is told once what the journal shows', () => {
  const rolls = fc.array(fc.nat({ max: 999 }), { minLength: 60, maxLength: 260, size: 'max' })
  fc.assert(
    fc.property(rolls, fc.boolean(), (steps, endsTurns) => {
      const world = inTurn()
      goRound(world, steps, endsTurns)
      const climbed = told(world, 'ladder.climbed').filter(({ about }) => about === 'progress')
      const count = (...names: readonly string[]) => climbed.filter(({ rung }) => names.includes(rung)).length
      const { policy } = aProject()
      expect(count('ask', 'restate')).toBeLessThanOrEqual(2 * policy.nudges)
      expect(count('fresh')).toBeLessThanOrEqual(1)
      expect(count('attention')).toBeLessThanOrEqual(1)
      const raised = told(world, 'attention.raised').filter(({ text }) => text.includes('makes no progress'))
      expect(raised.length).toBeLessThanOrEqual(1)
      expect(told(world, 'alert.sent').length).toBeLessThanOrEqual(1)
      for (const { text, seq } of raised)
        expect(text.split('; ').at(-1)).toBe(triedInJournal(world.history, assignmentOf(world, 'one').id, seq))
    }),
    { numRuns: 15 },
  )
})

test('fault 91: after real progress the steps begin anew, and earlier steps are still reported', () => {
  const world = inTurn()
  goRound(
    world,
    Array.from({ length: 100 }, (_, index) => index),
    false,
  )
  expect(assignmentOf(world, 'one').ladder.current.map(({ rung }) => rung)).toEqual(['ask', 'fresh'])
  report(world, 'one', 'progress', { done: 1, total: 4 })
  expect(assignmentOf(world, 'one').ladder).toMatchObject({ current: [], tried: { asked: 1, read: 0, replaced: 1 } })
  expect(workerOf(world, 'one').health.health).toBe('working')
})

test('fault 91: a worker that is now stuck in another way is not replaced earlier because of the first way', () => {
  const world = inTurn()
  for (const tree of ['a', 'b', 'a', 'b', 'a', 'b']) look(world, tree, 0)
  expect(rungs(world)).toEqual(['ask'])
  look(world, 'c', 0)
  for (let time = 0; time < 18; time++) {
    pass(world, MINUTE_MS)
    for (let each = 0; each < 3; each++) GOES_ROUND[0]?.(world, time)
  }
  expect(workerOf(world, 'one').health.matter).toBe('same-error')
  expect(rungs(world)).toEqual(['ask'])
})

test('fault 91: before the next step a loop that may have ended must come round once more', () => {
  const world = inTurn()
  swing(world)
  pass(world, 15 * MINUTE_MS)
  swing(world)
  pass(world, 5 * MINUTE_MS)
  expect(rungs(world), 'nothing was seen of it since the patience was over').toEqual(['ask'])
  swing(world)
  expect(rungs(world)).toEqual(['ask', 'fresh'])
})

test("fault 91: after a person's message or restart the steps begin anew", () => {
  const loop = () => {
    const world = inTurn()
    goRound(
      world,
      Array.from({ length: 300 }, (_, index) => index),
      false,
    )
    expect(rungs(world).at(-1)).toBe('attention')
    return world
  }
  const told = loop()
  order(told, { verb: 'tell', worker: 'one', text: 'use port 3001' })
  turn(told, 'one', 'idle')
  while (asked(told).includes('deliver:one')) {
    act(told, 'deliver', 'one')
    turn(told, 'one', 'idle')
  }
  const restarted = loop()
  say(restarted, { kind: 'person.restart', worker: workerOf(restarted, 'one').id })
  for (const world of [told, restarted]) {
    expect(assignmentOf(world, 'one').ladder.current).toEqual([])
    expect(world.state.attention['stuck:one']?.settledAt).not.toBeNull()
  }
})

test('fault 91: for a task that changed hands a person is told which worker had it before', () => {
  const world = aStory({ workers: [aWorker('two'), aWorker('one')] })
  begin(world, 'two')
  report(world, 'two', 'ack')
  const { tasks } = world.state
  const earlier = [{ worker: 'one' as never, how: 'stalled' as const, left: null }]
  world.state = { ...world.state, tasks: { ...tasks, two: { ...tasks['two'], earlier } as never } }
  const top = {
    worker: 'two' as never,
    assignment: assignmentOf(world, 'two').id,
    incarnation: 1,
    rung: 'attention',
    about: 'progress',
  } as const
  say(world, { kind: 'ladder.climbed', ...top, matter: 'same-error', evidence: ['the same error'] })
  expect(world.state.attention['stuck:two']?.text).toBe('two makes no progress: the same error; taken over from one')
})
