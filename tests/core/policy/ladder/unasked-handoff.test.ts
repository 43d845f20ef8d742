import { expect, test } from 'vitest'
import { gatherFacts } from '../../../../src/core/brief/gather-facts.ts'
import type { BriefFacts } from '../../../../src/core/brief/message-facts.ts'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import {
  about,
  act,
  aStory,
  asked,
  assignmentOf,
  begin,
  getReady,
  messages,
  pass,
  queue,
  report,
  say,
  told,
  turn,
  verdict,
} from '../../../support/worlds/story.ts'
import { aReport, observed, settle, type World } from '../../../support/worlds/world.ts'
import { rungs } from './steps.ts'

const one = 'one' as WorkerId
const { max } = aPolicy.restart

function inTurn(): World {
  const world = aStory({ workers: [aWorker('one')] })
  begin(world, 'one')
  pass(world, 1_000)
  report(world, 'one', 'ack')
  turn(world, 'one', 'busy')
  return world
}

function handOff(world: World, assignment: string | null = 'one.1'): void {
  const handoff = { done: 'part 1', pending: 'part 2', decisions: 'none', failing: 'none', next: 'part 2' }
  pass(world, 1_000)
  say(world, {
    kind: 'handoff.received',
    worker: one,
    report: { ...aReport('handoff', { text: '', handoff }), assignment: assignment as never },
  })
}

/** The fresh agent gets its brief and works. */
function renew(world: World): void {
  act(world, 'end_agent', 'one')
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  act(world, 'deliver', 'one')
  report(world, 'one', 'ack')
  turn(world, 'one', 'busy')
}

test("fault 140: after a handoff that czar did not ask for, a fresh agent starts at the turn's end with the handoff, without a nudge", () => {
  const world = inTurn()
  handOff(world)
  expect(asked(world), 'it may still be committing').toEqual([])
  turn(world, 'one', 'idle')
  expect(asked(world)).toEqual(['end_agent:one'])
  act(world, 'end_agent', 'one')
  expect(world.deeds[0]?.action).toMatchObject({ do: 'start_agent', incarnation: 2, resume: null })
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(queue(world, 'one')).toEqual(['brief'])
  const [brief] = messages(world, 'one')
  const facts = brief === undefined ? null : (gatherFacts(world.state, brief, null) as BriefFacts)
  expect(facts?.left?.handoff).toMatchObject({ done: 'part 1', next: 'part 2' })
  expect(rungs(world)).toEqual(['fresh'])
  expect(told(world, 'health.changed').map(({ health }) => health)).not.toContain('idle')
  expect(assignmentOf(world, 'one').ladder.tried.replaced, 'nothing speaks against the agent before').toBe(0)
})

test("an agent that works on after its handoff in a long turn is left alone, and the handoff counts at the turn's end", () => {
  const world = inTurn()
  handOff(world)
  for (let minute = 0; minute < 10; minute++) {
    pass(world, 60_000)
    say(world, { kind: 'agent.novelty', ...about(world, 'one') })
  }
  expect(rungs(world)).toEqual([])
  turn(world, 'one', 'idle')
  expect(rungs(world)).toEqual(['fresh'])
})

test('a claim after a handoff takes precedence, and so does its rejection; a handoff for another task does not count', () => {
  const claimed = inTurn()
  handOff(claimed)
  pass(claimed, 1_000)
  report(claimed, 'one', 'done')
  expect(asked(claimed)).toEqual(['verify:one'])
  pass(claimed, 1_000)
  verdict(claimed, 'one', 'rejected', ['tests fail'])
  turn(claimed, 'one', 'idle')
  expect(queue(claimed, 'one')).toEqual(['rework'])
  const other = inTurn()
  handOff(other, 'two.1')
  turn(other, 'one', 'idle')
  const checked = inTurn()
  handOff(checked)
  report(checked, 'one', 'done')
  turn(checked, 'one', 'idle')
  for (const world of [claimed, other, checked]) expect(rungs(world)).toEqual([])
})

test("a person's text that waits for the turn's end goes to the fresh agent", () => {
  const world = inTurn()
  handOff(world)
  const words = { messageKind: 'tell', assignment: null, facts: { text: 'Mind the port.' } } as const
  say(world, { kind: 'message.queued', worker: one, message: 'm9' as never, ...words })
  turn(world, 'one', 'idle')
  expect(rungs(world)).toEqual(['fresh'])
  act(world, 'end_agent', 'one')
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(queue(world, 'one').toSorted()).toEqual(['brief', 'tell'])
})

test('an agent with an open question is not replaced after its handoff', () => {
  const world = inTurn()
  report(world, 'one', 'blocked', { text: 'which port?' })
  handOff(world)
  turn(world, 'one', 'idle')
  expect(rungs(world)).toEqual([])
})

test('for a program without turn signals a handoff counts after policy.idle_after without new output', () => {
  const world = inTurn()
  const worker = world.state.workers['one']
  if (worker?.agent == null) throw new Error('no agent')
  const profile = { ...world.state.project?.agents['scripted'], kind: 'command', busy: null, ready: null }
  const project = { ...world.state.project, agents: { scripted: profile } } as never
  world.state = { ...world.state, project, workers: { one: { ...worker, agent: { ...worker.agent, turn: null, turnStrength: null } } } }
  settle(world)
  handOff(world)
  pass(world, aPolicy.idleAfterMs - 1)
  expect(rungs(world)).toEqual([])
  pass(world, 1)
  expect(rungs(world)).toEqual(['fresh'])
})

test('a task that passes from agent to agent without progress stays with the present agent, which is told so, and then a person is called', () => {
  const world = inTurn()
  for (let time = 0; time < max; time++) {
    handOff(world)
    turn(world, 'one', 'idle')
    renew(world)
    pass(world, aPolicy.restart.withinMs)
  }
  expect(rungs(world)).toEqual(Array(max).fill('fresh'))
  handOff(world)
  turn(world, 'one', 'idle')
  expect(asked(world)).not.toContain('end_agent:one')
  pass(world, aPolicy.idleAfterMs)
  expect(messages(world, 'one')[0]).toMatchObject({
    kind: 'nudge',
    facts: { problem: expect.stringContaining('no further agent takes your place') },
  })
})

test('real progress between two handoffs restarts their count', () => {
  const world = inTurn()
  for (let time = 0; time <= max; time++) {
    const event = observed(world.state.workers['one'] as never, `commit-${time}`)
    if (event.kind !== 'git.observed') throw new Error('no look')
    const own = { from: event.activity.head, subjects: [], files: [`src/one/part-${time}.ts`] }
    say(world, { ...event, activity: { ...event.activity, tree: `t${time}`, lines: 50 * (time + 1), own } })
    handOff(world)
    turn(world, 'one', 'idle')
    renew(world)
    pass(world, aPolicy.restart.withinMs)
  }
  expect(rungs(world)).toEqual(Array(max + 1).fill('fresh'))
})
