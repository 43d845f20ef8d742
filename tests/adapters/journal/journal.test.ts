import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { type Journal, openJournal } from '../../../src/adapters/journal/journal.ts'
import { JournalCorrupt, StaleEpoch } from '../../../src/adapters/journal/journal-errors.ts'
import { openJournalReader } from '../../../src/adapters/journal/journal-reader.ts'
import type { Event } from '../../../src/core/events/event.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { until } from '../../support/until.ts'
import { note } from './children/note.ts'

function open(projectDir: string): Journal {
  const journal = openJournal({ projectDir })
  onTestFinished(() => journal.close())
  return journal
}

/** Changes the database behind its triggers, as a failing disk or a person with an SQL program would. */
function meddle(projectDir: string, sql: string): void {
  const database = new DatabaseSync(join(projectDir, 'journal.sqlite'))
  database.exec('DROP TRIGGER event_never_changes; DROP TRIGGER event_never_goes; DROP TRIGGER event_follows_the_last')
  database.exec(sql)
  database.close()
}

function journalOf(projectDir: string, count: number): void {
  const journal = openJournal({ projectDir })
  journal.append(
    Array.from({ length: count }, (_, index) => note(`event ${index + 1}`)),
    1,
  )
  journal.close()
}

function thrownBy(call: () => unknown): unknown {
  try {
    call()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

test('events come back in order, numbered from 1 without gaps, also after the journal is closed and opened', async () => {
  const projectDir = await temporaryDirectory()
  const first = openJournal({ projectDir })
  expect(first.append([note('a'), note('b')], 1000)).toEqual([
    { kind: 'czar.stopped', reason: 'a', seq: 1, at: 1000 },
    { kind: 'czar.stopped', reason: 'b', seq: 2, at: 1000 },
  ])
  first.close()
  const second = open(projectDir)
  second.append([note('c')], 2000)
  expect(second.read(0).map(event => [event.seq, event.at, (event as { reason: string }).reason])).toEqual([
    [1, 1000, 'a'],
    [2, 1000, 'b'],
    [3, 2000, 'c'],
  ])
  expect(second.read(1, 1).map(event => event.seq)).toEqual([2])
  expect(second.read(3)).toEqual([])
  expect(second.lastSeq()).toBe(3)
  expect(second.verify()).toBe(3)
})

test('an append returns exactly the events that a replay gives', async () => {
  const journal = open(await temporaryDirectory())
  fc.assert(
    fc.property(
      fc.array(
        fc.anything({ withNullPrototype: false }).map(facts => ({ kind: 'x', facts })),
        { maxLength: 5 },
      ),
      events => {
        const before = journal.lastSeq()
        const appended = journal.append(events as unknown as Event[], 1)
        expect(journal.read(before)).toEqual(appended)
      },
    ),
    { numRuns: 100 },
  )
})

test('an event of a megabyte is kept whole', async () => {
  const journal = open(await temporaryDirectory())
  const text = 'é'.repeat(1_000_000)
  journal.append([note(text)], 1)
  expect(journal.read(0)).toMatchObject([{ reason: text }])
})

test('many large events are read in parts, which together are complete', async () => {
  const journal = open(await temporaryDirectory())
  for (let count = 0; count < 20; count += 1) journal.append([note('x'.repeat(2_000_000))], 1)
  const first = journal.read(0)
  expect(first.length).toBeLessThan(20)
  expect(journal.read(first.length).at(-1)?.seq).toBe(20)
})

test("the journal's directory has mode 0700 and every file in it 0600", async () => {
  const projectDir = join(await temporaryDirectory(), 'gateway')
  open(projectDir).append([note('a')], 1)
  expect(statSync(projectDir).mode & 0o777).toBe(0o700)
  const files = readdirSync(projectDir)
  expect(files).toContain('journal.sqlite-wal')
  for (const name of files) expect([name, statSync(join(projectDir, name)).mode & 0o777]).toEqual([name, 0o600])
})

test.each(['UPDATE event SET at = 2', 'DELETE FROM event', "INSERT OR REPLACE INTO event VALUES (1, 1, '{}', '')"])(
  'the database itself refuses %s',
  async sql => {
    const projectDir = await temporaryDirectory()
    open(projectDir).append([note('a')], 1)
    const database = new DatabaseSync(join(projectDir, 'journal.sqlite'))
    onTestFinished(() => database.close())
    expect(() => database.exec(sql)).toThrow(/a journal is/)
  },
)

test('a czar that another czar replaced cannot append, and nothing of its batch is kept', async () => {
  const projectDir = await temporaryDirectory()
  const stale = open(projectDir)
  stale.append([note('a')], 1)
  const newer = open(projectDir)
  expect(newer.epoch).toBe(stale.epoch + 1)
  const refusal = thrownBy(() => stale.append([note('b'), note('c')], 2))
  expect(refusal).toBeInstanceOf(StaleEpoch)
  expect(refusal).toMatchObject({ code: 'stale-epoch', epoch: 1, newest: 2 })
  expect(newer.append([note('d')], 3)).toMatchObject([{ seq: 2, reason: 'd' }])
})

test.each([
  ['a changed payload', `UPDATE event SET payload = replace(payload, 'event 4', 'event X') WHERE seq = 4`],
  ['a changed time', 'UPDATE event SET at = 2 WHERE seq = 4'],
  ['a missing record', 'DELETE FROM event WHERE seq = 4'],
  ['a payload that is no JSON', `UPDATE event SET payload = '{' WHERE seq = 4`],
])('%s is detected: appends are refused, and the records before it stay readable', async (_name, sql) => {
  const projectDir = await temporaryDirectory()
  journalOf(projectDir, 10)
  meddle(projectDir, sql)
  const refusal = thrownBy(() => openJournal({ projectDir }))
  expect(refusal).toBeInstanceOf(JournalCorrupt)
  expect(refusal).toMatchObject({ code: 'journal-corrupt', seq: 4, file: join(projectDir, 'journal.sqlite'), hint: 'czar doctor' })
  const reader = openJournalReader({ projectDir })
  onTestFinished(() => reader.close())
  expect(reader.read(0).map(event => event.seq)).toEqual([1, 2, 3])
  expect(thrownBy(() => reader.read(3))).toMatchObject({ seq: 4 })
  expect(thrownBy(() => reader.verify())).toMatchObject({ seq: 4 })
})

test('damage before the part that is checked at the start is found by the replay, and ends appending', async () => {
  const projectDir = await temporaryDirectory()
  journalOf(projectDir, 500)
  meddle(projectDir, 'UPDATE event SET at = 2 WHERE seq = 7')
  const journal = open(projectDir)
  expect(journal.read(0).at(-1)?.seq).toBe(6)
  expect(thrownBy(() => journal.read(6))).toMatchObject({ code: 'journal-corrupt', seq: 7 })
  expect(thrownBy(() => journal.append([note('a')], 1))).toMatchObject({ code: 'journal-corrupt', seq: 7 })
})

test('a file that is not a database is refused and not changed', async () => {
  const projectDir = await temporaryDirectory()
  writeFileSync(join(projectDir, 'journal.sqlite'), 'not a database, '.repeat(1000))
  expect(thrownBy(() => openJournal({ projectDir }))).toMatchObject({ code: 'journal-corrupt', seq: null })
  expect(statSync(join(projectDir, 'journal.sqlite')).size).toBe(16_000)
})

test('a journal of a newer czar is refused, also for readers, with the next step', async () => {
  const projectDir = await temporaryDirectory()
  journalOf(projectDir, 1)
  meddle(projectDir, 'PRAGMA user_version = 99')
  for (const opening of [openJournal, openJournalReader]) {
    const refusal = thrownBy(() => opening({ projectDir }))
    expect(refusal).toMatchObject({
      code: 'precondition',
      message: expect.stringContaining('version 99'),
      hint: expect.stringContaining('npm'),
    })
  }
})

test('a journal that is deleted while it is open is written again completely with the next append, and its followers continue', async () => {
  const projectDir = join(await temporaryDirectory(), 'gateway')
  const journal = open(projectDir)
  journal.append([note('a'), note('b')], 1)
  const reader = openJournalReader({ projectDir })
  onTestFinished(() => reader.close())
  const heard: number[] = []
  reader.follow(0, {
    onEvents: events => heard.push(...events.map(event => event.seq)),
    onError: error => expect.unreachable(String(error)),
  })
  await until(() => heard.length === 2)
  rmSync(projectDir, { recursive: true })
  journal.append([note('c')], 2)
  await until(() => heard.length === 3)
  expect(heard).toEqual([1, 2, 3])
  expect(readdirSync(projectDir).sort()).toEqual(['journal.sqlite', 'journal.sqlite-shm', 'journal.sqlite-wal'])
  expect(statSync(join(projectDir, 'journal.sqlite')).mode & 0o777).toBe(0o600)
  const next = open(projectDir)
  expect([next.epoch, next.verify()]).toEqual([2, 3])
  expect(thrownBy(() => journal.append([note('d')], 3))).toBeInstanceOf(StaleEpoch)
})

test('a different journal in its place is never written to', async () => {
  const projectDir = await temporaryDirectory()
  const journal = open(projectDir)
  journal.append([note('a')], 1)
  for (const name of readdirSync(projectDir)) rmSync(join(projectDir, name))
  const other = open(projectDir)
  expect(thrownBy(() => journal.append([note('b')], 1))).toMatchObject({ code: 'journal-replaced' })
  expect(other.lastSeq()).toBe(0)
})

test('a directory that cannot be made causes a ToolError with the reason', async () => {
  const file = join(await temporaryDirectory(), 'file')
  writeFileSync(file, '')
  expect(thrownBy(() => openJournal({ projectDir: join(file, 'gateway') }))).toMatchObject({
    code: 'tool',
    message: expect.stringContaining('ENOTDIR'),
  })
})
