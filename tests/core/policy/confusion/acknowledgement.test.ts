import { expect, test } from 'vitest'
import type { Report } from '../../../../src/core/model/report.ts'
import { pass, report } from '../../../support/story.ts'
import { aTeam, found } from './confused-worker.ts'

const GOOD = 'A parser for arithmetic expressions with precedence; the unit tests must pass'

/** What worker one acknowledges, and what is found of it. */
const cases: readonly [title: string, over: Partial<Report>, expected: readonly string[]][] = [
  ['a restatement that fits is no confusion', { text: GOOD, plan: ['src/parser/parse.ts'] }, []],
  ['an assignment that it was never given', { text: GOOD, assignment: 'a99' }, ['wrong-assignment certain']],
  ['hardly a word', { text: 'ok' }, ['thin-restatement unclear', 'criteria advice']],
  [
    'a restatement that shares no word with the task',
    { text: 'Deploy dashboards onto kubernetes clusters, including grafana alerting; checked by hand' },
    ['unrelated-restatement wrong'],
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

test.each(cases)('acknowledging: %s', (_title, over, expected) => {
  const world = aTeam()
  pass(world, 1_000)
  report(world, 'one', 'ack', over)
  expect(found(world)).toEqual(expected)
})

test('a late word on what came before the brief is no acknowledgement of the wrong task', () => {
  const world = aTeam()
  const [assignment] = Object.values(world.state.assignments)
  if (assignment?.briefed == null) throw new Error('not briefed')
  const later = { ...assignment, briefed: { ...assignment.briefed, at: world.now + 5_000 } }
  report(world, 'one', 'ack', { text: GOOD, assignment: 'a0' })
  world.state = { ...world.state, assignments: { ...world.state.assignments, [assignment.id]: later } }
  expect(found(world)).toEqual([])
})

test('a second acknowledgement puts the first one right', () => {
  const world = aTeam()
  pass(world, 1_000)
  report(world, 'one', 'ack', { text: GOOD, assignment: 'a99' })
  pass(world, 1_000)
  report(world, 'one', 'ack', { text: GOOD })
  expect(found(world)).toEqual([])
})

test('who may work everywhere may still not plan what another worker owns', () => {
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
