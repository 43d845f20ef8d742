import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, expect, test } from 'vitest'
import { historyFile, openHistory, openHistoryReader } from '../../../src/adapters/history/history.ts'
import { migrateHistory } from '../../../src/adapters/history/schema.ts'
import type { WorkRecord } from '../../../src/core/history/work-record.ts'
import { aWorkRecord } from '../../support/builders/a-work-record.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { withHistory } from './with-history.ts'

let stateDir: string
beforeEach(async () => {
  stateDir = await temporaryDirectory()
})

const DAY_MS = 86_400_000

test('a record comes back as it was saved, and only the user may read the file', () => {
  const record = aWorkRecord({ model: 'big', role: 'tester', sentBack: ['`x` failed', 'tab\tand "quotes"'], rightFirst: null, usd: null })
  withHistory(stateDir, history => history.save([record]))
  const reader = openHistoryReader({ stateDir })
  expect(reader?.list({}, 10)).toEqual([{ ...record, id: 1, corrected: null }])
  reader?.close()
  expect(statSync(historyFile(stateDir)).mode & 0o777).toBe(0o600)
})

test('saving the same work again replaces it, and counts it once', () => {
  withHistory(stateDir, history => {
    history.save([aWorkRecord({ result: 'open', rightFirst: null, claims: 0, endedAt: null, usd: 0.1 })])
    history.save([aWorkRecord()])
    history.save([aWorkRecord()])
    expect(history.list({}, 10)).toHaveLength(1)
    expect(history.totals({}, null)).toMatchObject([{ tasks: 1, proven: 1, claimed: 1, rightFirst: 1, usd: 0.5, days: 1 }])
  })
})

test('the sums of the days equal the sums of the records, whatever is saved, corrected and deleted', () => {
  withHistory(stateDir, history => {
    const results: readonly WorkRecord['result'][] = ['open', 'proven', 'failed', 'returned', 'copied']
    for (let round = 0; round < 300; round++) {
      const result = results[(round * 7) % 5] ?? 'open'
      const number = (round * 13) % 40
      const over = {
        agent: ['claude', 'codex'][number % 2] ?? '',
        model: number % 3 === 0 ? 'big' : null,
        usd: number % 4 === 0 ? null : 0.25,
      }
      const endedAt = result === 'open' ? null : (round % 9) * DAY_MS
      const rightFirst = result === 'proven' ? round % 3 > 0 : null
      history.save([aWorkRecord({ ...over, assignment: `a${number}`, result, endedAt, rightFirst, workedMs: round })])
      if (round % 11 === 0) history.correct((round % 37) + 1, round % 2 === 0 ? 'failed' : null)
      if (round % 29 === 0) history.forget({ id: (round % 31) + 1 })
    }
    const records = history.list({}, 1_000)
    const proven = records.filter(({ result, corrected }) => (corrected ?? result) === 'proven')
    const [sum] = history.totals({}, null)
    expect(sum).toMatchObject({
      tasks: records.length,
      proven: proven.length,
      rightFirst: proven.filter(({ rightFirst }) => rightFirst).length,
      workedMs: records.reduce((all, { workedMs }) => all + (workedMs ?? 0), 0),
      unpriced: records.filter(({ usd }) => usd === null).length,
    })
    expect(history.totals({}, 'model').reduce((all, { tasks }) => all + tasks, 0)).toBe(records.length)
  })
})

test('a deleted record does not come back when the czar saves it again, and its texts are gone from the file', () => {
  withHistory(stateDir, history => {
    history.save([aWorkRecord({ sentBack: ['a-very-secret-reason'] }), aWorkRecord({ assignment: 'a2', task: 'docs' })])
    expect(history.forget({ id: 1 })).toBe(1)
    history.save([aWorkRecord({ sentBack: ['a-very-secret-reason'] })])
    expect(history.list({}, 10).map(({ task }) => task)).toEqual(['docs'])
    expect(history.totals({}, null)).toMatchObject([{ tasks: 1 }])
  })
  expect(readFileSync(historyFile(stateDir)).includes('a-very-secret-reason')).toBe(false)
})

test('everything, or everything before a moment, can be deleted', () => {
  withHistory(stateDir, history => {
    history.save([1, 2, 3].map(number => aWorkRecord({ assignment: `a${number}`, startedAt: number * 1_000 })))
    expect(history.forget({ before: 2_000 })).toBe(1)
    expect(history.list({}, 10)).toHaveLength(2)
    expect(history.forget('all')).toBe(2)
    expect(history.totals({}, null)).toEqual([])
  })
})

test('a correction counts instead of the result, survives later saves, and can be taken back', () => {
  withHistory(stateDir, history => {
    history.save([aWorkRecord()])
    expect(history.correct(1, 'failed')).toMatchObject({ result: 'proven', corrected: 'failed' })
    history.save([aWorkRecord({ usd: 0.75 })])
    expect(history.totals({}, null)).toMatchObject([{ proven: 0, failed: 1, rightFirst: 0, claimed: 1 }])
    history.correct(1, null)
    expect(history.totals({}, null)).toMatchObject([{ proven: 1, failed: 0, rightFirst: 1 }])
    expect(history.correct(99, 'failed')).toBeNull()
  })
})

test('records are found by agent, role, time, and the last part of the repository', () => {
  withHistory(stateDir, history => {
    history.save([
      aWorkRecord(),
      aWorkRecord({ assignment: 'a2', agent: 'codex', role: 'tester', repository: 'https://example.org/me/shop.git', startedAt: 9_000 }),
    ])
    const found = (filter: Parameters<typeof history.list>[0]) => history.list(filter, 10).map(({ assignment }) => assignment)
    expect(found({ agent: 'codex' })).toEqual(['a2'])
    expect(found({ role: 'tester' })).toEqual(['a2'])
    expect(found({ repository: 'shop' })).toEqual(['a2'])
    expect(found({ repository: '/code/gateway/' })).toEqual(['a1'])
    expect(found({ repository: 'hop' })).toEqual([])
    expect(found({ since: 5_000 })).toEqual(['a2'])
    expect(history.totals({ repository: 'gateway' }, 'agent')).toMatchObject([{ group: { agent: 'claude' }, tasks: 1 }])
  })
})

test('two czars write at once, and nothing is lost', () => {
  const [one, other] = [openHistory({ stateDir }), openHistory({ stateDir })]
  for (let number = 0; number < 50; number++) {
    one.save([aWorkRecord({ project: 'one', assignment: `a${number}` })])
    other.save([aWorkRecord({ project: 'other', assignment: `a${number}` })])
  }
  expect(one.totals({}, null)).toMatchObject([{ tasks: 100 }])
  one.close()
  other.close()
})

test('a write that meets a long write of another process fails soon, and leaves nothing half written', () => {
  const history = openHistory({ stateDir })
  const other = new DatabaseSync(historyFile(stateDir))
  other.exec('BEGIN IMMEDIATE')
  const begun = performance.now()
  expect(() => history.save([aWorkRecord()])).toThrow(/database is locked/)
  expect(performance.now() - begun).toBeLessThan(60_000)
  other.exec('COMMIT')
  other.close()
  history.save([aWorkRecord()])
  expect(history.list({}, 10)).toHaveLength(1)
  history.close()
})

test('a history of a newer version, a broken one and a missing one are told apart', () => {
  expect(openHistoryReader({ stateDir })).toBeNull()
  withHistory(stateDir, () => {})
  const database = new DatabaseSync(historyFile(stateDir))
  database.exec('PRAGMA user_version = 99')
  database.close()
  expect(() => openHistory({ stateDir })).toThrow(/has version 99, this czar knows versions up to 2/)
  expect(() => openHistoryReader({ stateDir })).toThrow(/has version 99/)
  writeFileSync(historyFile(stateDir), 'this is no database, but a text that is longer than the header of one would be')
  expect(() => openHistory({ stateDir })).toThrow(/the history .* failed: file is not a database/)
})

test('an interrupted change of the format leaves the old one', () => {
  withHistory(stateDir, history => history.save([aWorkRecord()]))
  const database = new DatabaseSync(historyFile(stateDir))
  expect(() => migrateHistory(database, 'file', ['', '', 'CREATE TABLE a (b); CREATE NONSENSE'])).toThrow()
  expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 })
  database.close()
  withHistory(stateDir, history => expect(history.list({}, 10)).toHaveLength(1))
})

test.skipIf(process.getuid?.() === 0)('a read-only directory is an error that names the file', () => {
  chmodSync(stateDir, 0o500)
  expect(() => openHistory({ stateDir })).toThrow(/history\.db/)
})

test('each question about the work uses an index, so that it does not read every record', () => {
  withHistory(stateDir, history => history.save([aWorkRecord()]))
  const database = new DatabaseSync(historyFile(stateDir))
  const plan = (query: string) =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${query}`)
      .all()
      .map(({ detail }) => String(detail))
      .join('; ')
  expect(plan("SELECT * FROM work WHERE repository IN ('a') ORDER BY id DESC LIMIT 20")).toContain('work_of_repository')
  expect(plan("SELECT * FROM work WHERE agent = 'a' ORDER BY id DESC LIMIT 20")).toContain('work_of_agent')
  expect(plan("SELECT * FROM work WHERE role = 'a' ORDER BY id DESC LIMIT 20")).toContain('work_of_role')
  const proven =
    "SELECT task FROM work WHERE repository = 'a' AND outcome = 'proven' AND ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT 9"
  expect(plan(proven)).toContain('proven_work')
  expect(plan('SELECT id FROM work WHERE id >= (SELECT min(id) FROM work WHERE started_at >= 5) ORDER BY id DESC LIMIT 5')).not.toMatch(
    /SCAN work(?! USING)/,
  )
  database.close()
})
