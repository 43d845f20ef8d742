import { expect, test } from 'vitest'
import { findConfusions } from '../../../../src/core/policy/confusion/find-confusion.ts'
import { act, pass, report, say, told, workerOf } from '../../../support/worlds/story.ts'
import { sha, type World } from '../../../support/worlds/world.ts'
import { aTeam, found, look, made } from './confused-worker.ts'

const GOOD = 'A parser for arithmetic expressions with precedence; the unit tests must pass'
const OTHERS = 'Invoices go by mail: customers get a letter with balance, address and payment slip'

/** The texts about a finding: for people, for the worker, and the evidence. */
type Told = readonly [matter: string, reason: string, problem: string, ...evidence: string[]]

const signs: readonly [title: string, lead: (world: World) => void, told: Told][] = [
  [
    'another branch is checked out',
    world => look(world, { branch: 'main', head: sha('0123456789abcdef') }),
    [
      'wrong-branch',
      'works on main instead of feat/one',
      'Your worktree is on main instead of your branch feat/one; nothing was reset, what you did is kept.',
      'git: main at 01234567',
    ],
  ],
  [
    'it asks what to do',
    world => report(world, 'one', 'blocked', { text: 'What should I do?' }),
    ['asks-what-to-do', 'asks what it is to do', 'You ask what you are to do; your task is given below.', 'report: What should I do?'],
  ],
  [
    'it acknowledges another number',
    world => report(world, 'one', 'ack', { text: GOOD, assignment: 'a99' }),
    ['wrong-assignment', 'acknowledged a99 instead of one.1', 'You acknowledged a99, but your task is one.1.', `report: ack a99: ${GOOD}`],
  ],
  [
    'it restates nothing',
    world => report(world, 'one', 'ack', { text: 'tests, sure' }),
    [
      'thin-restatement',
      'its acknowledgement does not restate the task in its own words',
      'Your acknowledgement does not restate the task in your own words.',
      'report: ack: tests, sure',
    ],
  ],
  [
    "it does another's task",
    world => report(world, 'one', 'progress', { text: OTHERS }),
    [
      'other-task',
      "speaks of two's task as its own",
      "What you say is about two's task, which two does; yours is another one.",
      `report: progress: ${OTHERS}`,
    ],
  ],
  [
    'it restates something else',
    world => report(world, 'one', 'ack', { text: 'Deploy dashboards onto kubernetes clusters, grafana alerting; checked' }),
    [
      'unrelated-restatement',
      'its restatement has nothing in common with the task',
      'Your restatement has no word in common with your task: compare the two, and go on if they mean the same.',
      'report: ack: Deploy dashboards onto kubernetes clusters, grafana alerting; checked',
    ],
  ],
  [
    'its commits are about something else',
    world => made(world, { files: ['a.html', 'b.html', 'c.html', 'd.html'], subjects: ['Landing page', 'Logo', 'Font', 'Colour'] }),
    [
      'unrelated-commits',
      'its commits have nothing to do with its task: "Landing page", "Logo", "Font"',
      'Your commits have nothing to do with your task, neither by their files nor by their words: "Landing page", "Logo", "Font".',
      'git: committed: "Landing page", "Logo", "Font"; files: a.html, b.html, c.html',
    ],
  ],
  [
    'it plans to work elsewhere',
    world => report(world, 'one', 'ack', { text: GOOD, plan: ['./docs/a', 'docs/b', 'docs/c', 'docs/d', 'src/mail/e', 'docs/f'] }),
    [
      'plan-outside',
      'plans to change src/mail/e, docs/a, docs/b, docs/c, docs/d, which is outside its territory',
      'You plan to change src/mail/e, docs/a, docs/b, docs/c, docs/d, which is outside your territory (src/parser/**).',
      `report: ack: ${GOOD}`,
    ],
  ],
  [
    'it changes files that nobody owns',
    world => made(world, { files: ['src/parser/a.ts', 'docs/a', 'docs/b', 'docs/c', 'docs/d', 'docs/e', 'docs/f'] }),
    [
      'works-outside',
      'changes files outside its territory: docs/a, docs/b, docs/c, docs/d, docs/e',
      'You changed docs/a, docs/b, docs/c, docs/d, docs/e, outside your territory (src/parser/**); take that back, or say why it is needed.',
      'git: changed here: docs/a, docs/b, docs/c, docs/d, docs/e',
    ],
  ],
  [
    "it changes another's files",
    world => made(world, { files: ['src/parser/a.ts', 'src/mail/send.ts', 'docs/a'] }),
    [
      'works-outside',
      "changes what is another worker's or protected: src/mail/send.ts, docs/a",
      "You changed src/mail/send.ts, docs/a, which is another worker's or protected; take that back, or say why it is needed.",
      'git: changed here: src/mail/send.ts, docs/a',
    ],
  ],
  [
    "its files change in the user's own checkout",
    world => {
      made(world, {})
      pass(world, 1_000)
      say(world, { kind: 'git.checkout', files: ['docs/x', 'src/parser/a', 'src/parser/b', 'src/parser/c', 'src/parser/d'] })
    },
    [
      'main-checkout',
      'may work in /repository instead of its worktree',
      'Do you work in /repository? src/parser/a, src/parser/b, src/parser/c changed there, while your worktree /worktrees/one stayed as it was. Work only in your worktree; if it was not you, go on.',
      'git: changed in /repository: src/parser/a, src/parser/b, src/parser/c',
    ],
  ],
  [
    'it does not say what must succeed',
    world => report(world, 'one', 'ack', { text: 'A parser for arithmetic expressions with precedence' }),
    [
      'criteria',
      'its restatement does not mention what must succeed in the end',
      'Your restatement does not mention what must succeed in the end: npm test.',
      'report: ack: A parser for arithmetic expressions with precedence',
    ],
  ],
]

test.each(signs)('a confusion is reported when %s, with its event and time', (_title, lead, expected) => {
  const world = aTeam()
  pass(world, 5_000)
  lead(world)
  const [first] = findConfusions(world.state, workerOf(world, 'one'))
  if (first === undefined) throw new Error('nothing was found')
  const { matter, reason, problem, evidence, at } = first
  expect([matter, reason, problem, ...evidence.map(({ signal, text }) => `${signal}: ${text}`)]).toEqual(expected)
  expect(at).toBe(world.now)
  for (const sign of evidence) {
    expect(sign.at).toBe(world.now)
    expect(world.history.find(({ seq }) => seq === sign.seq)?.kind).toMatch(/^(report\.received|git\.(observed|checkout))$/)
  }
})

test('a rescue ref of work off the branch is evidence too', () => {
  const world = aTeam()
  look(world, { branch: null, head: sha('astray') })
  act(world, 'rescue_stray_work', 'one')
  const kept = { ref: 'refs/czar/rescue/one/1', head: sha('astray') }
  say(world, { kind: 'git.kept', worker: workerOf(world, 'one').id, ...kept })
  const evidence = findConfusions(world.state, workerOf(world, 'one'))[0]?.evidence
  expect(evidence).toMatchObject([
    { text: 'a detached HEAD at astray' },
    { text: `kept by ${kept.ref}`, seq: told(world, 'git.kept').at(-1)?.seq },
  ])
  look(world, { branch: null, head: sha('further') })
  expect(findConfusions(world.state, workerOf(world, 'one'))[0]?.evidence, 'of another HEAD').toHaveLength(1)
})

test('the message about the plan of a worker without a territory names no territory', () => {
  const world = aTeam()
  const { one } = world.state.tasks
  if (one === undefined) throw new Error('no task')
  world.state = { ...world.state, tasks: { ...world.state.tasks, one: { ...one, owns: [] } } }
  report(world, 'one', 'ack', { text: GOOD, plan: ['src/mail/send.ts'] })
  expect(findConfusions(world.state, workerOf(world, 'one'))[0]?.problem).toBe(
    'You plan to change src/mail/send.ts, which is outside your territory and belongs to another worker or is protected.',
  )
})

test.each([
  ['names the file alone', 'send.ts needs the new type', 'lib/send.ts', 'advice'],
  ['says why in another sentence', 'It is needed. README.md too', 'README.md', 'wrong'],
  ['says why in another part of the sentence', 'README.md; because I say so', 'README.md', 'wrong'],
  ['has a stop in the name and none before the reason', 'docs/notes.md due to the operators', 'docs/notes.md', 'advice'],
] as const)('a reason for a file outside the territory: a worker that %s', (_title, text, path, weight) => {
  const world = aTeam()
  report(world, 'one', 'progress', { text })
  made(world, { files: ['src/parser/a.ts', path] })
  expect(found(world)).toEqual([`works-outside ${weight}`])
})

test('a restatement of eleven characters is too short, and one of twelve may suffice', () => {
  const world = aTeam()
  report(world, 'one', 'ack', { text: '  tests passed  ' })
  expect(found(world)).toEqual([])
  pass(world, 1)
  report(world, 'one', 'ack', { text: '  tests pass!  ' })
  expect(found(world)).toEqual(['thin-restatement unclear'])
})
