import { expect, test } from 'vitest'
import type { Report } from '../../../../src/core/events/report.ts'
import { findConfusions } from '../../../../src/core/policy/confusion/find-confusion.ts'
import { aTaskText, aWorker } from '../../../support/builders/a-project.ts'
import { aReadyStory, assignmentOf, pass, report, told, workerOf } from '../../../support/worlds/story.ts'
import { aTeam, found } from './confused-worker.ts'

const GOOD = 'A parser for arithmetic expressions with precedence; the unit tests must pass'

/** The confusion that the czar finds in an acknowledgement of worker one. */
const cases: readonly [title: string, over: Partial<Report>, expected: readonly string[]][] = [
  ['a restatement that fits is no confusion', { text: GOOD, plan: ['src/parser/parse.ts'] }, []],
  ['an assignment that it was never given', { text: GOOD, assignment: 'a99' }, ['wrong-assignment certain']],
  ['hardly a word', { text: 'ok' }, ['thin-restatement unclear', 'criteria advice']],
  [
    'a restatement that shares no word with the task',
    { text: 'Deploy dashboards onto kubernetes clusters, including grafana alerting; checked by hand' },
    ['unrelated-restatement advice'],
  ],
  ['other words for the same thing, as long as one is shared', { text: 'Turn formulas like brackets into syntax trees, green checks' }, []],
  [
    'another language, with a plan that fits',
    { text: 'Rechenausdruck einlesen, Vorrang beachten, Fehlerspalte melden', plan: ['src/parser/x.ts'] },
    ['criteria advice'],
  ],
  ['a restatement of few words, of which nobody can tell', { text: 'Will do exactly that, tested' }, []],
  ['no word of what must succeed is advice alone', { text: 'A parser for arithmetic expressions with precedence' }, ['criteria advice']],
  ['a plan outside its territory', { text: GOOD, plan: ['src/parser/a.ts', 'docs/notes.md'] }, ['plan-outside wrong']],
  [
    'a plan outside with a reason is advice',
    { text: `${GOOD}; docs/notes.md because it lists the operators`, plan: ['docs/notes.md'] },
    ['plan-outside advice'],
  ],
  [
    'a path that is named without a reason explains nothing',
    { text: `${GOOD}, and docs/notes.md`, plan: ['docs/notes.md'] },
    ['plan-outside wrong'],
  ],
  [
    "another worker's file, whatever the reason",
    { text: `${GOOD}; src/mail/send.ts because it is needed`, plan: ['src/mail/send.ts'] },
    ['plan-outside wrong'],
  ],
  [
    'a protected file, whatever the reason',
    { text: `${GOOD}; ci.yml since tests must run`, plan: ['.github/ci.yml'] },
    ['plan-outside wrong'],
  ],
]

test.each(cases)('an acknowledgement is judged: %s', (_title, over, expected) => {
  const world = aTeam()
  pass(world, 1_000)
  report(world, 'one', 'ack', over)
  expect(found(world)).toEqual(expected)
})

test('a late report about the time before the brief is no acknowledgement of the wrong task', () => {
  const world = aTeam()
  const [assignment] = Object.values(world.state.assignments)
  if (assignment?.briefed == null) throw new Error('not briefed')
  const later = { ...assignment, briefed: { ...assignment.briefed, at: world.now + 5_000 } }
  report(world, 'one', 'ack', { text: GOOD, assignment: 'a0' })
  world.state = { ...world.state, assignments: { ...world.state.assignments, [assignment.id]: later } }
  expect(found(world)).toEqual([])
})

test('a rework is not judged as another task than the one that was acknowledged', () => {
  const world = aTeam()
  const [assignment] = Object.values(world.state.assignments)
  if (assignment === undefined) throw new Error('no assignment')
  report(world, 'one', 'ack', { text: GOOD, assignment: 'bonus.1' })
  expect(found(world)).toEqual(['wrong-assignment certain'])
  const lastVerdict = {
    at: world.now + 1,
    verdict: 'rejected',
    commit: null,
    reasons: [],
    checks: [],
    flags: [],
    log: null,
    tail: '',
  } as const
  world.state = { ...world.state, assignments: { ...world.state.assignments, [assignment.id]: { ...assignment, lastVerdict } } }
  expect(found(world)).toEqual([])
})

test('a second acknowledgement replaces the first', () => {
  const world = aTeam()
  pass(world, 1_000)
  report(world, 'one', 'ack', { text: GOOD, assignment: 'a99' })
  pass(world, 1_000)
  report(world, 'one', 'ack', { text: GOOD })
  expect(found(world)).toEqual([])
})

test("a worker that may work everywhere still may not plan changes in another worker's territory", () => {
  const world = aTeam()
  const [task] = Object.values(world.state.tasks).filter(({ id }) => (id as string) === 'one')
  if (task === undefined) throw new Error('no task')
  world.state = { ...world.state, tasks: { ...world.state.tasks, one: { ...task, owns: [] } } }
  report(world, 'one', 'ack', { text: GOOD, plan: ['anything.ts', 'src/mail/send.ts'] })
  expect(found(world)).toEqual(['plan-outside wrong'])
  pass(world, 1_000)
  report(world, 'one', 'ack', { text: GOOD, plan: ['anything.ts'] })
  expect(found(world)).toEqual([])
})

test('an acknowledgement that comes before the proof of delivery is not taken for the wrong task', () => {
  const world = aReadyStory()
  report(world, 'one', 'ack', { text: GOOD, assignment: 'a99' })
  expect(assignmentOf(world, 'one').briefed).toBeNull()
  expect(found(world)).toEqual([])
})

test("a worker may acknowledge in the moment of its brief, with its assignment's id or without one", () => {
  const world = aTeam()
  report(world, 'one', 'ack', { text: GOOD, assignment: 'one.1' })
  expect(found(world)).toEqual([])
  report(world, 'one', 'ack', { text: GOOD, assignment: 'a99' })
  expect(found(world)).toEqual(['wrong-assignment certain'])
  report(world, 'one', 'note', { text: GOOD, assignment: 'one.1' })
  expect(found(world), 'a note acknowledges nothing').toEqual(['wrong-assignment certain'])
})

const OTHER = 'Deploy dashboards onto kubernetes, checked'
const EIGHT = 'Export invoices monthly, archive letters, notify customers daily'

test('a short restatement, or one of a short task, is not judged by its words', () => {
  const said = (task: string, text: string) => {
    const world = aTeam({ workers: [aWorker('one', { task: aTaskText(task) })] })
    report(world, 'one', 'ack', { text })
    return found(world)
  }
  expect(said(EIGHT, 'Deploy dashboards, kubernetes, checked')).toEqual([])
  expect(said(EIGHT, `${OTHER} thrice`)).toEqual(['unrelated-restatement advice'])
  expect(said('Export invoices monthly, archive letters', `${OTHER} thrice`)).toEqual([])
})

test('a plan inside the territory suffices if the words are inconclusive; without such a plan nothing is concluded', () => {
  const planned = (plan: readonly string[], owns: readonly string[] = ['src/parser/**']) => {
    const workers = [aWorker('one', { task: aTaskText(EIGHT), owns }), aWorker('two', { owns: ['src/mail/**'] })]
    const world = aTeam({ workers })
    report(world, 'one', 'ack', { text: `${OTHER} thrice`, plan: [...plan] })
    return found(world)[0]
  }
  expect(planned(['src/parser/a'])).toBeUndefined()
  expect(planned([]), 'words alone').toBe('unrelated-restatement advice')
  expect(planned(['src/parser/a', 'docs/a'])).toBe('unrelated-restatement wrong')
  expect(planned(['docs/a', 'src/mail/a']), 'one of each kind').toBe('unrelated-restatement wrong')
  expect(planned(['docs/a'], []), 'of one who may work anywhere any plan fits').toBe('unrelated-restatement advice')
})

test('a restatement that names an accept command needs no other word of the task', () => {
  const workers = [aWorker('one', { task: aTaskText('Draw'), accept: ['make everything', 'just deliver'] })]
  const world = aTeam({ workers })
  report(world, 'one', 'ack', { text: 'Pictures, and at last: deliver them' })
  expect(found(world)).toEqual([])
  pass(world, 1)
  report(world, 'one', 'ack', { text: 'Pictures, and at last: show them' })
  expect(findConfusions(world.state, workerOf(world, 'one'))[0]?.problem).toBe(
    'Your restatement does not mention what must succeed in the end: make everything; just deliver.',
  )
})

test('the evidence of a wrong acknowledgement is the last restatement and its event', () => {
  const world = aTeam()
  report(world, 'one', 'ack', { text: GOOD })
  pass(world, 1_000)
  report(world, 'one', 'ack', { text: 'ok' })
  report(world, 'one', 'progress', { text: 'parser: half done' })
  const seq = told(world, 'report.received').at(-2)?.seq
  expect(findConfusions(world.state, workerOf(world, 'one'))[0]?.evidence).toMatchObject([{ text: 'ack: ok', seq, at: world.now }])
  for (let time = 0; time < 12; time++) report(world, 'one', 'note', { text: 'more' })
  expect(findConfusions(world.state, workerOf(world, 'one'))[0]?.evidence, 'of long ago the event is forgotten').toMatchObject([
    { text: 'ack: ok', seq: null, at: world.now },
  ])
})
