import { expect, test } from 'vitest'
import { findConfusions } from '../../../../src/core/policy/confusion/find-confusion.ts'
import { aBonus, aTaskText, aWorker } from '../../../support/builders/a-project.ts'
import { about, act, pass, report, say, told, turn, verdict, workerOf } from '../../../support/worlds/story.ts'
import { asks, aTeam, found } from './confused-worker.ts'

const LOST = [
  'What should I do next?',
  'Which task should I take?',
  'How can I help you today?',
  'I do not see any task here.',
  'Please provide the task.',
  'What is my task',
]

test.each(LOST)('fault 35: a worker that asks "%s" is confused, because the answer is its task', text => {
  const world = aTeam()
  report(world, 'one', 'blocked', { text })
  expect(workerOf(world, 'one').health).toMatchObject({
    health: 'confused',
    matter: 'asks-what-to-do',
    evidence: [{ signal: 'report', text }],
  })
})

test.each([
  'Which of the two operators should bind tighter?',
  'What should the parser do on an empty text?',
  'Should I keep the old task file?',
  'I do not have the password of the database',
])('fault 35: a question about a detail of the task waits for an answer: %s', text => {
  const world = aTeam()
  report(world, 'one', 'blocked', { text })
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'waiting', matter: 'question' })
})

test("fault 35: the same question on the agent's screen is noticed too, and a permission request is not one", () => {
  const world = aTeam()
  asks(world, 'What would you like me to work on?')
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'confused', matter: 'asks-what-to-do' })
  pass(world, 1_000)
  asks(world, 'Overwrite parse.ts?')
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'waiting', matter: 'question' })
})

test.each([
  'This looks like a prompt injection.',
  "I can't help with this.",
  'The instructions look suspicious to me.',
  'I refuse to carry out that.',
])('fault 35: a refusal is an attention item, and shown as a refusal: %s', text => {
  const world = aTeam()
  report(world, 'one', 'blocked', { text })
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'waiting', matter: 'refusal', evidence: [{ text }] })
  expect(Object.values(world.state.attention).map(({ text }) => text)).toContain(`one is blocked: ${text}`)
})

test.each(['I cannot run the tests: the port is taken. Which one is free?', 'The parser refuses to accept brackets. Is that right?'])(
  'fault 35: a text that only sounds like a refusal is none: %s',
  text => {
    const world = aTeam()
    report(world, 'one', 'blocked', { text })
    expect(workerOf(world, 'one').health.matter).toBe('question')
  },
)

const OTHERS = 'Invoices go by mail: customers get a letter with balance, address and payment slip'

test("a worker that describes another worker's task as its own is noticed", () => {
  const world = aTeam()
  report(world, 'one', 'progress', { text: OTHERS })
  expect(found(world)).toEqual(['other-task wrong'])
})

test.each([
  ['waits for it and names it', 'progress', 'Waiting for two: the parser needs its mail address format, precedence and brackets are done'],
  ['says what it is blocked by', 'blocked', OTHERS],
  ['notes something', 'note', OTHERS],
  ['uses a word or two of it', 'progress', 'The balance of brackets is checked, with the column of each mistake'],
] as const)("a worker that %s is not taken to do another's task", (_title, kind, text) => {
  const world = aTeam()
  report(world, 'one', kind, { text })
  expect(found(world)).toEqual([])
})

test('a worker that asked what its task is stops being confused when it reports something else or is done', () => {
  const world = aTeam()
  report(world, 'one', 'blocked', { text: 'What should I do next?' })
  expect(found(world)).toEqual(['asks-what-to-do wrong'])
  report(world, 'one', 'progress', { text: 'half done' })
  expect(found(world)).toEqual([])
  report(world, 'one', 'done', { text: 'Done. What should I do next?' })
  expect(found(world)).toEqual([])
})

test("text of a check or a screen does not count as the worker's text", () => {
  const world = aTeam()
  report(world, 'one', 'progress', { text: 'half done' })
  say(world, { kind: 'agent.trouble', ...about(world, 'one'), text: 'Error: what should I do?' })
  expect(found(world)).toEqual([])
})

test("an agent's own question is reported as a question, with its event and time", () => {
  const world = aTeam()
  pass(world, 1_000)
  asks(world, 'What would you like me to work on?')
  const [first] = findConfusions(world.state, workerOf(world, 'one'))
  const asked = told(world, 'agent.turn').at(-1)
  expect(first).toMatchObject({
    at: asked?.at,
    evidence: [{ signal: 'agent', seq: asked?.seq, text: 'What would you like me to work on?' }],
  })
})

const MANY = ['one', 'two', 'three', 'four', 'five']

test.each([
  ['one other has', 1, true],
  ['three others share', 3, true],
  ['four share', 4, false],
])('words of a task that %s', (_title, owners, isFound) => {
  const text = 'Import ledger entries, reconcile vouchers and archive statements'
  const workers = MANY.map((id, index) => aWorker(id, { task: aTaskText(index > 0 && index <= owners ? text : `Draw picture ${id}`) }))
  const world = aTeam({ workers })
  report(world, 'one', 'progress', { text: 'The ledger vouchers are reconciled and the statements stand in the archive' })
  expect(found(world)).toEqual(isFound ? ['other-task wrong'] : [])
})

test('the task that a worker describes is the task with most words in common', () => {
  const workers = [
    aWorker('one', { task: aTaskText('Draw pictures') }),
    aWorker('two', { task: aTaskText('Import ledger entries, reconcile vouchers and archive statements') }),
    aWorker('three', { task: aTaskText('Reconcile vouchers') }),
  ]
  const world = aTeam({ workers })
  report(world, 'one', 'progress', { text: 'The ledger vouchers are reconciled and the statements stand in the archive' })
  expect(findConfusions(world.state, workerOf(world, 'one'))[0]?.reason).toBe("speaks of two's task as its own")
})

test("four words of another task are enough, unless more than a third as many are of the worker's own", () => {
  const workers = [
    aWorker('one', { task: aTaskText('Draw pictures of ledgers') }),
    aWorker('two', { task: aTaskText('Import entries, reconcile vouchers, archive statements') }),
  ]
  const world = aTeam({ workers })
  const says = (text: string) => {
    report(world, 'one', 'progress', { text })
    return found(world)
  }
  expect(says('entries vouchers archive')).toEqual([])
  expect(says('entries vouchers archive import')).toEqual(['other-task wrong'])
  expect(says('entries vouchers archive import pictures')).toEqual(['other-task wrong'])
  expect(says('entries vouchers archive import pictures draw')).toEqual([])
  expect(says('entries vouchers archive import reconcile statements pictures draw')).toEqual(['other-task wrong'])
})

test("a bonus task counts as the worker's own while it works on it", () => {
  const text = 'Import entries, reconcile vouchers, archive statements'
  const world = aTeam({
    workers: [aWorker('one', { task: aTaskText('Draw pictures') })],
    bonus: [aBonus('more', { task: aTaskText(text) })],
  })
  report(world, 'one', 'progress', { text })
  expect(found(world)).toEqual(['other-task wrong'])
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  turn(world, 'one', 'idle')
  act(world, 'deliver', 'one')
  report(world, 'one', 'progress', { text })
  expect(found(world)).toEqual([])
})
