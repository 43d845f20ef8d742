import { expect, test } from 'vitest'
import { pass, report, workerOf } from '../../../support/story.ts'
import { asks, aTeam, found } from './confused-worker.ts'

const LOST = [
  'What should I do next?',
  'Which task should I take?',
  'How can I help you today?',
  'I do not see any task here.',
  'Please provide the task.',
  'What is my task',
]

test.each(LOST)('fault 35: a worker that asks "%s" is confused: its task is the answer', text => {
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
])('fault 35: a question about a point of the task waits for an answer: %s', text => {
  const world = aTeam()
  report(world, 'one', 'blocked', { text })
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'waiting', matter: 'question' })
})

test('fault 35: the same question in its window is seen too, and one for a permission is none', () => {
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
])('fault 35: a refusal is a matter for people, and shown as one: %s', text => {
  const world = aTeam()
  report(world, 'one', 'blocked', { text })
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'waiting', matter: 'refusal', evidence: [{ text }] })
  expect(Object.values(world.state.attention).map(({ text }) => text)).toContain(`one is blocked: ${text}`)
})

test.each(['I can not run the tests: the port is taken. Which one is free?', 'The parser refuses to accept brackets. Is that right?'])(
  'fault 35: what sounds like a refusal and is none: %s',
  text => {
    const world = aTeam()
    report(world, 'one', 'blocked', { text })
    expect(workerOf(world, 'one').health.matter).toBe('question')
  },
)

const OTHERS = 'Invoices go by mail: customers get a letter with balance, address and payment slip'

test("a worker that speaks of another's task as its own is found", () => {
  const world = aTeam()
  report(world, 'one', 'progress', { text: OTHERS })
  expect(found(world)).toEqual(['other-task wrong'])
})

test.each([
  ['waits for it and names it', 'progress', 'Waiting for two: the parser needs its mail address format, precedence and brackets are done'],
  ['says what it is blocked by', 'blocked', OTHERS],
  ['notes something', 'note', OTHERS],
  ['uses a word or two of it', 'progress', 'The balance of brackets is checked, with the column of each mistake'],
] as const)("a worker that %s does not do another's task", (_title, kind, text) => {
  const world = aTeam()
  report(world, 'one', kind, { text })
  expect(found(world)).toEqual([])
})
