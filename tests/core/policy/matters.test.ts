import { expect, test } from 'vitest'
import type { TaskId, WorkerId } from '../../../src/core/model/ids.ts'
import { aBonus, aWorker } from '../../support/builders/a-project.ts'
import {
  about,
  act,
  aStory,
  begin,
  complete,
  exit,
  getReady,
  messages,
  pass,
  report,
  say,
  told,
  workerOf,
} from '../../support/worlds/story.ts'
import { observed, type World } from '../../support/worlds/world.ts'

const one = 'one' as WorkerId

/** The items that are open for a person: the text of each, and the next command. */
function put(world: World): readonly (readonly [string, string | null])[] {
  return Object.values(world.state.attention)
    .filter(({ settledAt }) => settledAt === null)
    .map(({ text, hint }) => [text, hint])
}

function dialog(world: World, keys: readonly string[] | null): void {
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  say(world, { kind: 'agent.dialog', ...about(world, 'one'), text: 'Trust this folder?', keys })
}

function wait(world: World, waitingFor: 'permission' | 'answer' | 'dialog', text: string | null): void {
  begin(world, 'one')
  say(world, { kind: 'agent.turn', ...about(world, 'one'), turn: 'waiting', waitingFor, evidence: 'hook', strength: 'exact', text })
}

const ofWorkers: readonly [title: string, lead: (world: World) => void, text: string, hint: string][] = [
  [
    'a session that was closed',
    world => {
      begin(world, 'one')
      exit(world, 'one', 'session-closed')
    },
    "one's session was closed from outside; it was not started again",
    'czar restart one',
  ],
  [
    'a question',
    world => {
      begin(world, 'one')
      report(world, 'one', 'blocked', { text: 'Which port?' })
    },
    'one is blocked: Which port?',
    'czar answer one "…"',
  ],
  ['a permission', world => wait(world, 'permission', 'rm -r x'), "one's agent waits for a permission: rm -r x", 'czar answer one yes'],
  [
    'a question in its window',
    world => wait(world, 'answer', 'Which port?'),
    "one's agent waits for an answer: Which port?",
    'czar answer one "…"',
  ],
  ['keys that it wants', world => wait(world, 'dialog', null), "one's agent waits for an answer in its dialog", 'czar attach one'],
  [
    'an unknown screen',
    world => dialog(world, null),
    "one's agent rests on a screen without a prompt that czar knows: Trust this folder?",
    'czar attach one',
  ],
  [
    'a dialog that comes back',
    world => {
      dialog(world, ['Enter'])
      for (let time = 0; time < 9 && put(world).length === 0; time++) {
        act(world, 'answer_dialog', 'one')
        say(world, { kind: 'agent.dialog', ...about(world, 'one'), text: 'Trust this folder?', keys: ['Enter'] })
      }
    },
    "one's agent shows the same dialog again and again: Trust this folder?",
    'czar attach one',
  ],
  [
    'a worktree that is gone',
    world => {
      begin(world, 'one')
      say(world, { kind: 'git.missing', worker: one, reason: 'no such directory' })
    },
    "one's worktree cannot be read: no such directory; what was committed is on branch feat/one",
    'czar restart one   # makes it again from its branch',
  ],
  [
    'a text that a person keeps waiting',
    world => {
      act(world, 'prepare_worktree', 'one')
      act(world, 'start_agent', 'one')
      getReady(world, 'one')
      for (const { id } of messages(world, 'one'))
        say(world, { kind: 'message.held', ...about(world, 'one'), message: id, by: 'draft', chars: 3 })
      pass(world, 180_000)
    },
    'brief m1 waits for one: a person is at its pane, or left a draft in its input field',
    'czar attach one',
  ],
]

test.each(ofWorkers)('a person is told about %s, with the next command', (_title, lead, text, hint) => {
  const world = aStory({ workers: [aWorker('one')] })
  lead(world)
  expect(put(world)).toEqual([[text, hint]])
})

function fail(world: World, id: string, reason = 'no luck'): void {
  begin(world, id)
  say(world, { kind: 'assignment.failed', worker: id as WorkerId, assignment: `${id}.1` as never, reason })
}

test('a failed task is reported with its log and all tasks that cannot start without it, eight by name', () => {
  const waiting = Array.from({ length: 10 }, (_, index) => aWorker(`w${index}`, { dependsOn: [one] }))
  const world = aStory({ workers: [aWorker('one'), ...waiting] })
  begin(world, 'one')
  report(world, 'one', 'done')
  const deed = world.deeds.find(({ action }) => action.do === 'verify')
  if (deed?.action.do !== 'verify') throw new Error('nothing is being checked')
  const { worker, assignment } = deed.action
  const rest = { base: null, checks: [], log: '/logs/one.log', tail: '', durationMs: 1 }
  say(world, { kind: 'verification.finished', worker, assignment, commit: 'c' as never, verdict: 'rejected', reasons: ['red'], ...rest })
  say(world, { kind: 'assignment.failed', worker, assignment, reason: 'no luck' })
  expect(put(world)).toEqual([
    [
      'task one failed: no luck; without it w0, w1, w2, w3, w4, w5, w6, w7 and 2 more cannot start (log: /logs/one.log)',
      'czar restart one',
    ],
  ])
})

test('exactly eight blocked tasks are all named', () => {
  const waiting = Array.from({ length: 8 }, (_, index) => aWorker(`w${index}`, { dependsOn: [one] }))
  const world = aStory({ workers: [aWorker('one'), ...waiting] })
  fail(world, 'one')
  expect(put(world)[0]?.[0]).toBe('task one failed: no luck; without it w0, w1, w2, w3, w4, w5, w6, w7 cannot start')
})

test('the item of a failed bonus task names the commands that assign it again or drop it', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus: [aBonus('more')] })
  complete(world, 'one')
  const [given] = told(world, 'assignment.created').filter(({ task }) => (task as string) === 'more')
  if (given === undefined) throw new Error('more was not given')
  say(world, { kind: 'assignment.failed', worker: one, assignment: given.assignment, reason: 'no luck' })
  expect(put(world)).toEqual([['task more failed: no luck', 'czar assign one more   # tries it again; or let it go: czar queue drop more']])
})

test('a worker that waits for a stopped worker is reported with the command that starts that one again', () => {
  const world = aStory({
    workers: [aWorker('one'), aWorker('two', { dependsOn: [one] })],
    bonus: [aBonus('more', { after: ['two' as TaskId] })],
  })
  begin(world, 'one')
  say(world, { kind: 'person.stop', worker: one })
  expect(put(world)).toEqual([['two, more cannot start: one was stopped', 'czar restart one']])
})

test('a task that depends on a dropped or unknown task is reported with the command that restores it', () => {
  const bonus = [aBonus('base'), aBonus('more', { after: ['base' as TaskId] })]
  const world = aStory({ workers: [aWorker('one')], bonus })
  begin(world, 'one')
  say(world, { kind: 'task.dropped', task: 'base' as TaskId })
  expect(put(world)).toEqual([['more cannot start: base was dropped', 'czar queue add FILE --id base   # or: czar queue drop more']])
})

test('a bonus task without a worker left to take it is reported once, with both ways out', () => {
  const world = aStory({ workers: [aWorker('one')], bonus: [aBonus('more'), aBonus('most')] })
  fail(world, 'one')
  expect(put(world)).toContainEqual([
    'no worker is left that may take more, most: all others tried or refused, failed at their own task, or were stopped',
    'czar assign WORKER more   # asks one again; or let it go: czar queue drop more',
  ])
})

test('a bonus task that returns to the queue is reported with the reason, and with the commit of its work', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus: [aBonus('more')] })
  for (const id of ['one', 'two']) complete(world, id)
  const [given] = told(world, 'assignment.created').filter(({ task }) => (task as string) === 'more')
  expect(given?.reason).toBe('best match for more among those who are free: it was verified there at first try (5)')
  act(world, 'deliver', 'one')
  say(world, observed(workerOf(world, 'one'), '0123456789'))
  say(world, { kind: 'person.stop', worker: one })
  expect(told(world, 'assignment.returned')).toMatchObject([
    {
      how: 'stopped',
      reason: 'one was stopped by a person; its work is on feat/more up to 01234567',
      left: { branch: 'feat/more', commit: '0123456789' },
    },
  ])
})
