import { expect, test } from 'vitest'
import type { EndReason } from '../../../src/core/events/agent-event.ts'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import { aPolicy } from '../../support/builders/a-policy.ts'
import { aBonus, aWorker } from '../../support/builders/a-project.ts'
import {
  about,
  act,
  aReadyStory,
  aStory,
  begin,
  breakDownForGood,
  complete,
  exit,
  getReady,
  messages,
  pass,
  report,
  say,
  told,
  turn,
  verdict,
  workerOf,
} from '../../support/worlds/story.ts'
import { happen, observed, type World } from '../../support/worlds/world.ts'

const one = 'one' as WorkerId

/** The last action that the journal says czar was about to take, as `action: reason`. */
function last(world: World): string {
  const { action, reason } = told(world, 'effect.intended').at(-1) ?? {}
  return `${action}: ${reason}`
}

/** The reason why czar ends the agent. */
function ending(world: World): EndReason | null {
  const deed = world.deeds.find(({ action }) => action.do === 'end_agent')
  return deed?.action.do === 'end_agent' ? deed.action.reason : null
}

function started(): World {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  return world
}

function atWork(): World {
  const world = aStory()
  begin(world, 'one')
  return world
}

/** The agent ended, and the wait before its restart is over. */
function again(lead: (world: World) => void): World {
  const world = atWork()
  lead(world)
  pass(world, 10_000)
  return world
}

const ended = (over: object) => (world: World) => {
  const how = { how: 'exited', status: 0, signal: null, lastScreen: '' } as const
  say(world, { kind: 'agent.exited', ...about(world, 'one'), ...how, ...over })
}

/** For each case: what happens first, and the action that czar then decides on. */
const asked: readonly [title: string, lead: () => World, reason: string][] = [
  ['a worktree for its task', () => aStory(), 'prepare_worktree: one can begin'],
  [
    'an agent',
    () => {
      const world = aStory()
      act(world, 'prepare_worktree', 'one')
      return world
    },
    'start_agent: one can begin',
  ],
  ['its first text', aReadyStory, 'deliver: brief m1 waits and the agent is ready for it'],
  [
    'another agent after one that ended by itself',
    () => again(ended({ status: 3 })),
    'start_agent: one is open (one.1); start 2 after: it exited with status 3',
  ],
  [
    'another after one whose status is not known',
    () => again(ended({ status: null })),
    'start_agent: one is open (one.1); start 2 after: it exited with status unknown',
  ],
  [
    'another after one that was killed',
    () => again(ended({ status: null, signal: 'SIGKILL' })),
    'start_agent: one is open (one.1); start 2 after: it was ended by SIGKILL',
  ],
  [
    'another after the tmux server ended',
    () => again(ended({ how: 'server-lost' })),
    'start_agent: one is open (one.1); start 2 after: the tmux server ended',
  ],
  [
    'another after one that was gone',
    () => again(ended({ how: 'gone' })),
    'start_agent: one is open (one.1); start 2 after: it was gone when the czar came back',
  ],
  [
    'another after one that did not get ready',
    () => {
      const world = started()
      pass(world, 60_000)
      act(world, 'end_agent', 'one')
      pass(world, 10_000)
      return world
    },
    'start_agent: one can begin; start 2 after: it did not get ready',
  ],
  [
    'the end of one that does not get ready',
    () => {
      const world = started()
      pass(world, 60_000)
      return world
    },
    'end_agent: not ready within 60000 ms',
  ],
  [
    'the answer to a known dialog',
    () => {
      const world = started()
      say(world, { kind: 'agent.dialog', ...about(world, 'one'), text: 'Trust?', keys: ['Enter'] })
      return world
    },
    'answer_dialog: known dialog: Trust?',
  ],
  [
    'the answer to one in the middle of its work',
    () => {
      const world = atWork()
      say(world, { kind: 'agent.dialog', ...about(world, 'one'), text: 'Update?', keys: ['n'] })
      return world
    },
    'answer_dialog: known dialog: Update?',
  ],
  [
    'the end of one whose brief may or may not have arrived',
    () => {
      const world = aReadyStory()
      breakDownForGood(world, 'deliver', 'one')
      return world
    },
    'end_agent: brief m1 could not be confirmed',
  ],
  [
    'the end of one that a person wants afresh',
    () => {
      const world = atWork()
      say(world, { kind: 'person.restart', worker: one })
      return world
    },
    'end_agent: a fresh agent is wanted',
  ],
  [
    'the check of a claim',
    () => {
      const world = atWork()
      report(world, 'one', 'done')
      return world
    },
    'verify: one claims one is done',
  ],
  [
    'a ref for what is off its branch',
    () => {
      const world = atWork()
      const event = observed(workerOf(world, 'one'), 'astray')
      if (event.kind === 'git.observed') say(world, { ...event, activity: { ...event.activity, branch: null } })
      return world
    },
    'rescue_stray_work: it works on a detached HEAD instead of feat/one',
  ],
  [
    'a look at its children',
    () => {
      const world = atWork()
      pass(world, aPolicy.stuckAfterMs)
      return world
    },
    'look_at_children: nothing new was seen of it, so czar looks at its child processes before it judges the silence',
  ],
  [
    'an alert about two matters',
    () => {
      const world = aStory({
        workers: [aWorker('one'), aWorker('two')],
        alerts: [{ name: 'bell', via: 'bell', on: ['attention'], afterMs: 1_000 }],
      })
      for (const id of ['one', 'two']) begin(world, id)
      for (const id of ['one', 'two']) report(world, id, 'blocked', { text: 'which?' })
      pass(world, 1_000)
      return world
    },
    'alert: not told by bell yet: question:one, question:two',
  ],
]

test.each(asked)('the journal has the reason for %s', (_title, lead, reason) => {
  expect(last(lead())).toBe(reason)
})

const ends: readonly [title: string, lead: () => World, reason: EndReason, words: string][] = [
  [
    'nothing is left for it to do',
    () => {
      const world = aStory()
      complete(world, 'one')
      return world
    },
    'finished',
    'end_agent: nothing left to do',
  ],
  [
    'a person stopped it',
    () => {
      const world = atWork()
      say(world, { kind: 'person.stop', worker: one })
      return world
    },
    'stopped',
    'end_agent: stopped by a person',
  ],
  [
    'a person stopped the fleet',
    () => {
      const world = atWork()
      say(world, { kind: 'person.stop', worker: null })
      return world
    },
    'stopped',
    'end_agent: stopped by a person',
  ],
  [
    'its budget is used up',
    () => {
      const world = aStory({ workers: [aWorker('one', { budget: { ...aPolicy.budget, turns: 1 } })] })
      begin(world, 'one')
      turn(world, 'one', 'idle')
      return world
    },
    'over',
    'end_agent: its budget is used up',
  ],
]

test.each(ends)('an agent is ended with a reason when %s', (_title, lead, reason, words) => {
  const world = lead()
  expect(ending(world)).toBe(reason)
  expect(last(world)).toBe(words)
})

test('a brief, or a rejection, that may not have arrived is a reason to end the agent; another text is none', () => {
  expect(ending(aReadyStoryWith('brief'))).toBe('undelivered')
  expect(ending(aReadyStoryWith('rework'))).toBe('undelivered')
  expect(ending(aReadyStoryWith('nudge'))).toBeNull()
})

/** Every try to deliver such a text to the agent has failed. */
function aReadyStoryWith(kind: 'brief' | 'rework' | 'nudge'): World {
  const world = aReadyStory()
  if (kind !== 'brief') {
    act(world, 'deliver', 'one')
    turn(world, 'one', 'idle')
    say(world, { kind: 'message.queued', worker: one, message: 'm9' as never, messageKind: kind, assignment: 'one.1' as never, facts: {} })
  }
  breakDownForGood(world, 'deliver', 'one')
  return world
}

test('an action that failed for good fails the task, with the action and the error', () => {
  const worktree = aStory()
  breakDownForGood(worktree, 'prepare_worktree', 'one')
  const agent = aStory()
  act(agent, 'prepare_worktree', 'one')
  breakDownForGood(agent, 'start_agent', 'one')
  const failure = (world: World) => world.state.tasks['one']?.failure
  expect([worktree, agent].map(failure)).toEqual(['its worktree could not be made: it broke', 'its agent could not be started: it broke'])
  const crashed = aStory({ policy: { ...aPolicy, restart: { ...aPolicy.restart, max: 0 } } })
  begin(crashed, 'one')
  exit(crashed, 'one')
  expect(failure(crashed)).toBe('its agent ended 1 time: it exited with status 1')
})

test('an agent that ends while it starts fails its task with the error on its screen; the screen of a ready agent is not quoted', () => {
  const lastScreen = 'Welcome!\n\nUnable to reach the makers\n  Failed to connect to example.com: ENOTFOUND\n\nGood bye'
  const failureOf = (start: (world: World) => void) => {
    const world = aStory({ policy: { ...aPolicy, restart: { ...aPolicy.restart, max: 0 } } })
    start(world)
    say(world, { kind: 'agent.exited', ...about(world, 'one'), how: 'exited', status: 1, signal: null, lastScreen })
    return world.state.tasks['one']?.failure
  }
  const ended = 'its agent ended 1 time: it exited with status 1'
  expect(failureOf(world => begin(world, 'one'))).toBe(ended)
  const unready = failureOf(world => {
    act(world, 'prepare_worktree', 'one')
    act(world, 'start_agent', 'one')
  })
  expect(unready).toBe(`${ended}: Failed to connect to example.com: ENOTFOUND`)
})

test('a worker whose work is proven loses nothing if its next agent cannot be started', () => {
  const world = aStory({ bonus: [aBonus('more')] })
  begin(world, 'one')
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  exit(world, 'one')
  act(world, 'end_agent', 'one')
  pass(world, 10_000)
  breakDownForGood(world, 'start_agent', 'one')
  expect(world.state.tasks['one']).toMatchObject({ state: 'verified', failure: null })
  expect(told(world, 'task.failed')).toEqual([])
})

test('the journal has the reason for each assignment and each withdrawn text', () => {
  const world = atWork()
  expect(told(world, 'assignment.created')).toMatchObject([{ assignment: 'one.1', reason: 'its agent is ready' }])
  say(world, { kind: 'report.refused', worker: one, reason: 'torn' })
  expect(messages(world, 'one')[0]?.facts).toEqual({ problem: 'Your report could not be read: torn' })
  exit(world, 'one')
  pass(world, 10_000)
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(told(world, 'message.dropped')).toMatchObject([{ message: 'm2', reason: 'a brief takes its place' }])
})

test('a text for an earlier assignment is withdrawn, and no brief replaces it', () => {
  const world = started()
  const other = { messageKind: 'notice', assignment: 'x.1' as never, facts: {} } as const
  happen(world, { kind: 'message.queued', worker: one, message: 'm8' as never, ...other })
  getReady(world, 'one')
  expect(messages(world, 'one').map(({ kind }) => kind)).toEqual(['brief'])
  expect(told(world, 'message.dropped').map(({ message, reason }) => [message, reason])).toEqual([['m8', 'x.1 is over']])
})
