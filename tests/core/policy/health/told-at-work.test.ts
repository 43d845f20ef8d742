import { expect, test } from 'vitest'
import { aWorker } from '../../../support/builders/a-project.ts'
import { about, act, aStory, begin, pass, report, say, turn, verdict, workerOf } from '../../../support/worlds/story.ts'
import { observed } from '../../../support/worlds/world.ts'
import { answer, atWork, inTurn, one, STUCK_MS, type Told, toldOf, unseen } from './steps.ts'

const verdicts: readonly Told[] = [
  ['a turn runs', inTurn, ['working turn: a turn runs', 'agent: a turn runs']],
  [
    'a turn runs as its screen says',
    world => {
      unseen(world)
      turn(world, 'one', 'busy', 'inferred')
    },
    ['working turn: a turn runs', 'screen: a turn runs'],
  ],
  [
    'a turn runs in which nothing new comes',
    world => {
      inTurn(world)
      pass(world, STUCK_MS)
    },
    ['working turn: a turn runs', 'agent: a turn runs'],
  ],
  [
    'its program tries a request again',
    world => {
      inTurn(world)
      say(world, { kind: 'agent.retrying', ...about(world, 'one'), text: '429 Slow down.' })
    },
    [
      'working retrying: a turn runs, but its program has tried a request again for a minute and more: 429 Slow down.',
      'agent: a turn runs',
      'screen: its screen says so',
    ],
  ],
  [
    'its program tried a request again',
    world => {
      inTurn(world)
      say(world, { kind: 'agent.retrying', ...about(world, 'one'), text: '429 Slow down.' })
      say(world, { kind: 'agent.retrying', ...about(world, 'one'), text: null })
    },
    ['working turn: a turn runs', 'agent: a turn runs'],
  ],
  [
    'its children work',
    world => {
      inTurn(world)
      pass(world, STUCK_MS)
      answer(world, true)
      pass(world, STUCK_MS - 1)
    },
    [
      'working children: a turn runs, and its child processes work',
      'agent: a turn runs',
      'silence: the last new thing: output, turn, report or change in git',
      'process: its child processes use the processor',
    ],
  ],
  [
    'nobody knows whether its children work',
    world => {
      inTurn(world)
      pass(world, STUCK_MS)
      answer(world, null)
      pass(world, STUCK_MS)
    },
    [
      'stuck silent-turn: a turn runs, but nothing new on screen, in git or in reports',
      'silence: the last new thing: output, turn, report or change in git',
      'process: it is unknown whether its child processes work',
      'Your turn runs, but nothing new comes of it: no output, commit or report.',
    ],
  ],
  [
    'its children rest',
    world => {
      inTurn(world)
      pass(world, STUCK_MS)
      answer(world, false)
      pass(world, 90_000)
      answer(world, false)
    },
    [
      'stuck silent-turn: a turn runs, but nothing new on screen, in git or in reports',
      'silence: the last new thing: output, turn, report or change in git',
      'process: its child processes use no processor time',
      'Your turn runs, but nothing new comes of it: no output, commit or report.',
    ],
  ],
  [
    'its turn has just ended',
    world => {
      inTurn(world)
      turn(world, 'one', 'idle')
    },
    ['working turn: its turn has just ended', 'agent: its turn ended'],
  ],
  [
    'its turn ended a while ago',
    world => {
      inTurn(world)
      turn(world, 'one', 'idle')
      pass(world, 30_000)
    },
    ['idle idle: its turn ended and it claims nothing', 'agent: its turn ended', 'Your turn ended, and you claim nothing.'],
  ],
  [
    'a text waits for the end of its turn',
    world => {
      inTurn(world)
      turn(world, 'one', 'idle')
      say(world, {
        kind: 'message.queued',
        worker: one,
        message: 'm9' as never,
        messageKind: 'tell',
        assignment: null,
        facts: { text: 'Look.' },
      })
    },
    ['working turn: its turn ended, and tell m9 is on its way to it', 'agent: its turn ended'],
  ],
  [
    'it never says when a turn ends',
    world => {
      unseen(world)
    },
    ['working novelty: something new came lately', 'screen: the last new thing'],
  ],
  [
    'it never says so, and nothing new comes',
    world => {
      unseen(world)
      pass(world, 1_200_000)
      answer(world, false)
      pass(world, 90_000)
      answer(world, false)
    },
    [
      'quiet quiet: nothing new on screen, in git or in reports',
      'silence: the last new thing: output, turn, report or change in git',
      'process: its child processes use no processor time',
      'Nothing new was seen of you: no output, commit or report.',
    ],
  ],
  [
    'it never says so, and its children work',
    world => {
      unseen(world)
      pass(world, 1_200_000)
      answer(world, true)
    },
    [
      'working children: its child processes work',
      'silence: the last new thing: output, turn, report or change in git',
      'process: its child processes use the processor',
    ],
  ],
  [
    'it does not restate its task',
    world => {
      begin(world, 'one')
      turn(world, 'one', 'idle')
      pass(world, 180_000)
    },
    [
      'confused no-acknowledgement: it has not restated its task',
      'record: one.1 was delivered, and no acknowledgement came',
      'You have not acknowledged the task yet.',
    ],
  ],
  [
    'it changes files while its HEAD is detached',
    world => {
      atWork(world)
      const event = observed(workerOf(world, 'one'), 'head')
      if (event.kind === 'git.observed') say(world, { ...event, activity: { ...event.activity, branch: null, dirty: 1 } })
    },
    [
      'confused detached-head: works on a detached HEAD instead of feat/one',
      'git: a detached HEAD at head',
      'Your worktree is on a detached HEAD instead of your branch feat/one; nothing was reset, what you did is kept.',
    ],
  ],
  [
    'it claims to be done',
    world => {
      atWork(world)
      report(world, 'one', 'done')
    },
    ['working claim: claims to be done; being checked', 'report: it reported done'],
  ],
  [
    'it repairs what was rejected',
    world => {
      atWork(world)
      report(world, 'one', 'done')
      verdict(world, 'one', 'rejected', ['tests fail'])
      turn(world, 'one', 'idle')
      act(world, 'deliver', 'one')
      turn(world, 'one', 'busy')
    },
    ['working rework: repairs what was rejected', 'agent: a turn runs'],
  ],
]

test.each(verdicts)('the verdict has its reason and evidence when %s', (_title, lead, expected) => {
  const world = aStory({ workers: [aWorker('one')] })
  lead(world)
  expect(toldOf(world)).toEqual(expected)
})

test('a loop is reported with the states that it passes, or with the error that returns', () => {
  const swings = aStory()
  inTurn(swings)
  for (const tree of ['aaaaaaaaaa', 'bbbbbbbbbb', 'aaaaaaaaaa', 'bbbbbbbbbb']) {
    const event = observed(workerOf(swings, 'one'), 'start')
    if (event.kind === 'git.observed') say(swings, { ...event, activity: { ...event.activity, tree, dirty: 1 } })
  }
  expect(toldOf(swings)).toEqual([
    'stuck edit-revert: its files go back and forth between the same two states: aaaaaaaa and bbbbbbbb',
    ...['aaaaaaaa', 'bbbbbbbb', 'aaaaaaaa', 'bbbbbbbb'].map(tree => `git: working tree ${tree}`),
    'You make a change, take it back and make it again: your files went back and forth between the same two states.',
  ])
  const errors = aStory()
  inTurn(errors)
  say(errors, observed(workerOf(errors, 'one'), 'start'))
  for (const line of [3, 14, 15]) report(errors, 'one', 'progress', { text: `TypeError: x is undefined at ${line}` })
  expect(toldOf(errors)).toEqual([
    'stuck same-error: the same error again and again, and no file changed: TypeError: x is undefined at 15',
    ...[3, 14, 15].map(line => `report: TypeError: x is undefined at ${line}`),
    'You met the same error 3 times and changed no file between: TypeError: x is undefined at 15',
  ])
})
