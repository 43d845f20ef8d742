import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, expect, test } from 'vitest'
import { type HistoryWriter, historyFile, openHistoryReader } from '../../../src/adapters/history/history.ts'
import { aProvenFact } from '../../support/builders/a-repository-fact.ts'
import { aWorkRecord } from '../../support/builders/a-work-record.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { withHistory } from './with-history.ts'

let stateDir: string
beforeEach(async () => {
  stateDir = await temporaryDirectory()
})

const REPOSITORY = '/code/gateway'
const textsIn = (history: HistoryWriter, repository = REPOSITORY) => history.factsOf(repository, 10).map(({ id, text }) => `f${id} ${text}`)

test('a fact comes back with its source, for its own repository only', () => {
  withHistory(stateDir, history => {
    history.learn([aProvenFact(), aProvenFact({ repository: '/code/other', number: 1, text: 'of another' })])
    expect(history.factsOf(REPOSITORY, 10)).toEqual([
      {
        ...{ id: 1, repository: REPOSITORY, text: 'tests of src/db need the emulator', confirmations: 1 },
        ...{ project: 'gateway', task: 'api', worker: 'api', commit: 'c0ffee', confirmedAt: 600_000, day: '1970-01-01' },
      },
    ])
    expect(history.findFacts({}, 10)).toHaveLength(2)
    expect(history.findFacts({ repository: 'other' }, 10)).toMatchObject([{ text: 'of another' }])
    expect(history.findFacts({ repository: 'ther' }, 10)).toEqual([])
  })
})

test('a statement counts once, however often a czar reads it from its journal; another task confirms it', () => {
  withHistory(stateDir, history => {
    history.learn([aProvenFact()])
    history.learn([aProvenFact()])
    expect(history.factsOf(REPOSITORY, 10)).toMatchObject([{ confirmations: 1 }])
    const later = { assignment: 'db.1', task: 'db', worker: 'w2', commit: 'beef', provenAt: 900_000 }
    history.learn([aProvenFact({ ...later, text: 'Tests of src/DB need the emulator' })])
    expect(history.factsOf(REPOSITORY, 10)).toMatchObject([{ id: 1, confirmations: 2, task: 'db', commit: 'beef', confirmedAt: 900_000 }])
  })
})

test('a proven task that says the opposite removes the fact, also after the first czar starts again', () => {
  withHistory(stateDir, history => {
    history.learn([aProvenFact(), aProvenFact({ number: 1, text: 'stays' })])
    history.learn([aProvenFact({ assignment: 'db.1', text: 'they run without it', contradicts: 1, provenAt: 700_000 })])
    history.learn([aProvenFact(), aProvenFact({ number: 1, text: 'stays' })])
    expect(textsIn(history)).toEqual(['f3 they run without it', 'f2 stays'])
    history.learn([aProvenFact({ assignment: 'db.2', text: null, contradicts: 2 })])
    expect(textsIn(history)).toEqual(['f3 they run without it'])
  })
})

test('a proven task confirms a fact by its number: it counts once more, has the new source, and stays when the first work was wrong', () => {
  withHistory(stateDir, history => {
    history.save([aWorkRecord({ assignment: 'api.1' })])
    history.learn([aProvenFact()])
    const confirmed = aProvenFact({
      assignment: 'db.1',
      task: 'db',
      worker: 'w2',
      commit: 'beef',
      text: null,
      confirms: 1,
      provenAt: 900_000,
    })
    history.learn([confirmed])
    history.learn([confirmed])
    expect(history.factsOf(REPOSITORY, 10)).toMatchObject([{ id: 1, confirmations: 2, task: 'db', commit: 'beef', confirmedAt: 900_000 }])
    history.correct(1, 'failed')
    expect(textsIn(history)).toHaveLength(1)
    history.learn([
      aProvenFact({ repository: '/code/other', assignment: 'x.1', text: null, confirms: 1, provenAt: 999_000 }),
      aProvenFact({ assignment: 'db.2', text: null, confirms: 77 }),
    ])
    expect(history.factsOf(REPOSITORY, 10), 'nobody confirms a fact of another repository').toMatchObject([{ confirmations: 2 }])
    expect(history.findFacts({}, 10)).toHaveLength(1)
  })
})

test('work on one repository cannot remove a fact about another one', () => {
  withHistory(stateDir, history => {
    history.learn([aProvenFact()])
    history.learn([aProvenFact({ repository: '/code/other', assignment: 'x.1', text: null, contradicts: 1 })])
    expect(textsIn(history)).toEqual(['f1 tests of src/db need the emulator'])
  })
})

test('a fact that a person deleted does not come back when a worker states it again, and its text is gone from the file', () => {
  withHistory(stateDir, history => {
    history.learn([aProvenFact({ text: 'a-very-secret-word' })])
    expect(history.forgetFact(1)).toBe(true)
    expect(history.forgetFact(1)).toBe(false)
    history.learn([aProvenFact({ text: 'a-very-secret-word' }), aProvenFact({ assignment: 'db.1', text: 'A-very-secret-word' })])
    expect(textsIn(history)).toEqual([])
    history.learn([aProvenFact({ repository: '/code/other', assignment: 'x.1', text: 'a-very-secret-word' })])
    expect(textsIn(history, '/code/other'), 'elsewhere it may be true').toHaveLength(1)
    history.forgetFact(2)
  })
  expect(readFileSync(historyFile(stateDir)).includes('very-secret')).toBe(false)
})

test('deleting everything, or what is old, deletes facts too', () => {
  withHistory(stateDir, history => {
    history.learn([aProvenFact(), aProvenFact({ number: 1, text: 'newer', provenAt: 900_000 })])
    history.forget({ before: 700_000 })
    expect(textsIn(history)).toEqual(['f2 newer'])
    history.forget('all')
    expect(textsIn(history)).toEqual([])
  })
})

test('a fact that only wrong work stated is deleted when a person corrects the result of the work', () => {
  withHistory(stateDir, history => {
    history.save([aWorkRecord({ assignment: 'api.1' }), aWorkRecord({ assignment: 'api.2' })])
    history.learn([
      aProvenFact({ text: 'of the wrong one' }),
      aProvenFact({ number: 1, text: 'of both' }),
      aProvenFact({ assignment: 'api.2', text: 'of both' }),
    ])
    history.correct(1, 'proven')
    expect(textsIn(history)).toHaveLength(2)
    history.correct(1, 'failed')
    expect(textsIn(history)).toEqual(['f2 of both'])
  })
})

test('a repository keeps its newest 200 facts', () => {
  withHistory(stateDir, history => {
    const many = Array.from({ length: 260 }, (_, number) => aProvenFact({ number, text: `fact ${number}`, provenAt: number }))
    history.learn([aProvenFact({ repository: '/code/other', assignment: 'x.1', text: 'old', provenAt: 0 }), ...many])
    const kept = history.factsOf(REPOSITORY, 1_000)
    expect(kept).toHaveLength(200)
    expect([kept[0]?.text, kept.at(-1)?.text]).toEqual(['fact 259', 'fact 60'])
    expect(textsIn(history, '/code/other')).toHaveLength(1)
  })
})

test('a text that another program put into the file is cleaned, and left out if it is not a valid fact', () => {
  withHistory(stateDir, history => history.learn([aProvenFact(), aProvenFact({ number: 1, text: 'second' })]))
  const database = new DatabaseSync(historyFile(stateDir))
  database.prepare('UPDATE fact SET text = ? WHERE id = 1').run('\u001b[31mred\u202e')
  database.prepare('UPDATE fact SET text = ? WHERE id = 2').run('x'.repeat(10_000))
  database.close()
  withHistory(stateDir, history => expect(textsIn(history)).toEqual(['f1 red<U+202E>']))
})

/** Turns a history back into the form that czar wrote before it had facts. */
function makeOld(): void {
  withHistory(stateDir, history => history.save([aWorkRecord()]))
  const database = new DatabaseSync(historyFile(stateDir))
  database.exec('DROP TABLE fact; DROP TABLE fact_statement; PRAGMA user_version = 1')
  database.close()
}

test('a history of the version before is read without facts, and a writer migrates it with all its records', () => {
  makeOld()
  const reader = openHistoryReader({ stateDir })
  expect(reader?.factsOf(REPOSITORY, 10)).toEqual([])
  expect(reader?.findFacts({ repository: 'gateway' }, 10)).toEqual([])
  expect(reader?.list({}, 10)).toHaveLength(1)
  reader?.close()
  withHistory(stateDir, history => {
    history.learn([aProvenFact()])
    expect(textsIn(history)).toHaveLength(1)
    expect(history.list({}, 10)).toMatchObject([{ task: 'api', result: 'proven' }])
    expect(history.totals({}, null)).toMatchObject([{ tasks: 1, proven: 1 }])
  })
})
