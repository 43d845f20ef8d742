import { expect, test } from 'vitest'
import { gatherFacts } from '../../../src/core/brief/gather-facts.ts'
import { chooseFacts } from '../../../src/core/history/choose-facts.ts'
import { provenFacts } from '../../../src/core/history/proven-facts.ts'
import { cleanFact } from '../../../src/core/model/facts/repository-fact.ts'
import { aWorker } from '../../support/builders/a-project.ts'
import { aRepositoryFact } from '../../support/builders/a-repository-fact.ts'
import { aStory, begin, report, say, turn, verdict } from '../../support/worlds/story.ts'
import type { World } from '../../support/worlds/world.ts'

function texts({ state }: World): readonly (string | null)[] {
  return provenFacts(state).map(({ text }) => text)
}

function prove(world: World): void {
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
}

test('a fact counts only when the task of its worker is proven, and has its source', () => {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'fact', { text: ' tests of src/db need the emulator ' })
  expect(texts(world)).toEqual([])
  report(world, 'one', 'done')
  verdict(world, 'one', 'rejected', ['`npm test` failed'])
  expect(texts(world), 'a rejected claim proves nothing').toEqual([])
  turn(world, 'one', 'idle')
  prove(world)
  const identity = { project: 'sample', repository: '/repository', task: 'one', worker: 'one', commit: 'work-one' }
  expect(provenFacts(world.state)).toMatchObject([
    { ...identity, text: 'tests of src/db need the emulator', contradicts: null, number: 0, provenAt: world.state.tasks['one']?.endedAt },
  ])
})

test('a fact does not count if its worker lost the task, or if it is stated for another assignment', () => {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'fact', { text: 'about another one', assignment: 'two.7' })
  report(world, 'one', 'fact', { text: 'about this one', assignment: 'one.1' })
  say(world, { kind: 'assignment.failed', worker: 'one' as never, assignment: 'one.1' as never, reason: 'given up' })
  expect(texts(world)).toEqual([])
  const proven = aStory()
  begin(proven, 'one')
  report(proven, 'one', 'fact', { text: 'about another one', assignment: 'two.7' })
  prove(proven)
  report(proven, 'one', 'fact', { text: 'after the proof' })
  expect(texts(proven)).toEqual([])
})

test('only the first five facts of an assignment count, each once', () => {
  const world = aStory()
  begin(world, 'one')
  for (const text of ['a', 'b', 'a', 'c', 'd', 'e', 'f']) report(world, 'one', 'fact', { text })
  prove(world)
  expect(texts(world)).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('a report without a valid fact changes nothing, even if it was written without the command', () => {
  const world = aStory()
  begin(world, 'one')
  for (const text of ['', 'x'.repeat(201), 'x'.repeat(10_000), 'one\ntwo', 'one\rtwo', 'one\u2028two'])
    report(world, 'one', 'fact', { text })
  report(world, 'one', 'fact', { text: 'one\ntwo', contradicts: 3 })
  expect(world.state.assignments['one.1']?.facts).toBeUndefined()
  report(world, 'one', 'fact', { text: '', contradicts: 3 })
  expect(world.state.assignments['one.1']?.facts).toEqual([{ text: null, contradicts: 3 }])
})

test('a fact leaves an open question open, and repeating it is no progress', () => {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'blocked', { text: 'which port?' })
  for (let time = 0; time < 20; time++) report(world, 'one', 'fact', { text: 'the same again' })
  expect(world.state.workers['one']?.question?.text).toBe('which port?')
  expect(world.state.assignments['one.1']?.advance.rounds.find(({ kind }) => kind === 'report')?.count).toBeGreaterThan(10)
})

test.each([
  ['\u001b[31mred\u001b[0m and \u001b]0;title\u0007plain', 'red and plain'],
  ['right \u202eleft\u202c', 'right <U+202E>left<U+202C>'],
  ['zero\u200bwidth', 'zero<U+200B>width'],
  ['clone https://me:secret@example.org/x', 'clone https://example.org/x'],
  ['tab\tand   blanks', 'tab and blanks'],
  ['\u001b[31m', null],
  ['half \ud800', 'half \ufffd'],
])('the fact %j is kept as %j', (said, kept) => {
  expect(cleanFact(said)).toBe(kept)
  expect(kept === null ? null : cleanFact(kept), 'cleaning again changes nothing').toBe(kept)
})

test('facts that name a path of the territory come first, then those without a path, then others, the newest first', () => {
  const fact = (id: number, text: string) => aRepositoryFact({ id, text, confirmedAt: id })
  const facts = [
    fact(1, 'tests of src/db need the emulator'),
    fact(2, 'npm test takes ten minutes'),
    fact(3, 'see `docs/setup.md`.'),
    fact(4, 'never edit ./src/db/schema.ts by hand, e.g. with sed'),
    fact(5, 'Node.js 24 is needed'),
    fact(6, '"src/dbx" is generated'),
    fact(7, 'use src/web/'),
  ]
  const ids = (owns: readonly string[]) => chooseFacts(facts, { owns, now: 8 }).map(({ id }) => id)
  expect(ids(['src/db/**', 'tests/*.ts'])).toEqual([4, 1, 2, 7, 6])
  expect(ids(['docs/**']).slice(0, 1)).toEqual([3])
  expect(ids([])).toHaveLength(5)
  expect(chooseFacts(facts.slice(0, 2), { owns: ['lib/**'], now: 8 }).map(({ id }) => id)).toEqual([2, 1])
})

test('a fact that no proven task confirmed for 90 days leaves the brief, also if no other takes its place', () => {
  const day = 86_400_000
  const facts = [aRepositoryFact({ id: 1, confirmedAt: 5 * day }), aRepositoryFact({ id: 2, confirmedAt: 50 * day })]
  const ids = (now: number) => chooseFacts(facts, { owns: [], now }).map(({ id }) => id)
  expect([ids(95 * day), ids(95 * day + 1), ids(140 * day + 1)]).toEqual([[2, 1], [2], []])
  // The clock of another machine may be ahead.
  expect(ids(0)).toEqual([2, 1])
})

test('a worker confirms facts and says which are wrong, five in all, each once and besides its own five', () => {
  const world = aStory()
  begin(world, 'one')
  for (const text of ['a', 'b', 'c', 'd', 'e']) report(world, 'one', 'fact', { text })
  for (const confirms of [1, 2, 2, 3]) report(world, 'one', 'fact', { text: '', confirms })
  for (const contradicts of [4, 5, 6]) report(world, 'one', 'fact', { text: '', contradicts })
  report(world, 'one', 'fact', { text: 'one\ntwo', confirms: 7 })
  prove(world)
  const said = provenFacts(world.state).map(({ text, confirms, contradicts }) => text ?? confirms ?? -(contradicts ?? 0))
  expect(said).toEqual(['a', 'b', 'c', 'd', 'e', 1, 2, 3, -4, -5])
})

test('facts that an event records are in the next brief, and replaying the journal gives the same brief', () => {
  const world = aStory({ workers: [aWorker('one', { owns: ['src/db/**'] })] })
  say(world, { kind: 'facts.known', facts: [aRepositoryFact({ id: 1, text: 'about docs/a.md' }), aRepositoryFact()] })
  begin(world, 'one')
  const message = { id: 'm1', kind: 'brief', worker: 'one', assignment: 'one.1', facts: {} } as never
  expect(gatherFacts(world.state, message, null)).toMatchObject({ repositoryFacts: [{ id: 12 }, { id: 1 }] })
  say(world, { kind: 'facts.known', facts: [] })
  expect(gatherFacts(world.state, message, null)).toMatchObject({ repositoryFacts: [] })
})
