import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { openJournal } from '../../../src/adapters/journal/journal.ts'
import { journalFile } from '../../../src/adapters/journal/open-database.ts'
import { snapshotFile } from '../../../src/adapters/status/files/project-files.ts'
import { readSnapshot, type StateSnapshot, writeSnapshot } from '../../../src/adapters/status/snapshot.ts'
import { checkUnreadEvents } from '../../../src/cli/compose/check-unread-events.ts'
import { keepSnapshots } from '../../../src/cli/compose/keep-snapshots.ts'
import { emptyFold, foldInto, readFolded, writeFolded } from '../../../src/cli/journal/folded-journal.ts'
import { readJournalContent } from '../../../src/cli/journal/journal-content.ts'
import type { Event, Journaled } from '../../../src/core/events/event.ts'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { dice, playAtRandom } from '../../support/worlds/random-history.ts'

const quiet = { info: () => {}, warn: () => {} }
const RULES = 'mine'

function foldedOf(events: readonly Journaled[]) {
  const folded = emptyFold()
  for (const event of events) foldInto(folded, event)
  return folded
}

const told = (text: string): Event => ({ kind: 'person.told', worker: 'api' as WorkerId, text })
const history = (count: number, word = 'said'): Event[] => Array.from({ length: count }, (_, index) => told(`${word} ${index}`))

/** A journal with these events, and a snapshot after the first `upTo` of them. */
async function aJournal(events: readonly Event[], upTo = 0) {
  const directory = await temporaryDirectory()
  const journal = openJournal({ projectDir: directory })
  onTestFinished(() => journal.close())
  const journaled = journal.append(events, 1_000)
  const snapshot = upTo === 0 ? null : take(journal, journaled.slice(0, upTo))
  if (snapshot !== null) writeSnapshot(directory, snapshot)
  return { directory, journal, journaled, snapshot: () => readSnapshot(directory, RULES) }
}

function take(journal: ReturnType<typeof openJournal>, events: readonly Journaled[]): StateSnapshot {
  const { seq = 0 } = events.at(-1) ?? {}
  return { seq, checksum: journal.checksumAt(seq) ?? '', rules: RULES, content: writeFolded(foldedOf(events)) }
}

function damageRecord(directory: string, seq: number): void {
  const database = new DatabaseSync(journalFile(directory))
  database.exec(`DROP TRIGGER event_never_changes; UPDATE event SET payload = replace(payload, 'said', 'sung') WHERE seq = ${seq}`)
  database.close()
}

test('fault 147: a czar that starts from a snapshot gets the same state as one that reads the whole journal', () => {
  fc.assert(
    fc.property(dice, fc.nat(), (rolls, place) => {
      const { history: events } = playAtRandom(rolls, () => {})
      const at = place % (events.length + 1)
      const folded = readFolded(writeFolded(foldedOf(events.slice(0, at))))
      for (const event of events.slice(at)) foldInto(folded, event)
      expect(folded).toEqual(foldedOf(events))
    }),
    { numRuns: 20 },
  )
})

test('a launch reads only the events after the snapshot', async () => {
  const { directory, journaled, snapshot } = await aJournal(history(30), 20)
  const content = readJournalContent(directory, [25], snapshot())
  expect(content).toMatchObject({ ...foldedOf(journaled), unread: 20 })
  expect(content.checksumAt(25)).toMatch(/^[0-9a-f]{64}$/)
  expect(readJournalContent(directory, [])).toMatchObject({ ...foldedOf(journaled), unread: 0 })
})

test.each<[string, (directory: string) => void]>([
  ['another journal of the same length', directory => replaceJournal(directory, history(30, 'sung'))],
  ['one that is shorter than the snapshot', directory => replaceJournal(directory, history(10))],
  ['no journal', directory => removeJournal(directory)],
])('fault 147: with %s the whole journal is read', async (_what, change) => {
  const { directory, snapshot } = await aJournal(history(30), 20)
  change(directory)
  expect(readJournalContent(directory, [], snapshot())).toMatchObject({ unread: 0, state: readJournalContent(directory, []).state })
})

function removeJournal(directory: string): void {
  for (const tail of ['', '-wal', '-shm']) rmSync(journalFile(directory) + tail, { force: true })
}

function replaceJournal(directory: string, events: readonly Event[]): void {
  removeJournal(directory)
  const other = openJournal({ projectDir: directory })
  other.append(events, 2_000)
  other.close()
}

test('damage after the snapshot refuses the launch', async () => {
  const { directory, snapshot } = await aJournal(history(30), 20)
  damageRecord(directory, 25)
  expect(() => readJournalContent(directory, [], snapshot())).toThrow('25')
})

test('fault 147: damage before the snapshot is found during the run: the journal takes no more events, and the next launch is refused', async () => {
  const { directory, journal, snapshot } = await aJournal(history(1_600), 1_500)
  damageRecord(directory, 1_200)
  const content = readJournalContent(directory, [], snapshot())
  expect(content.state.seq).toBe(1_600)
  const warnings: unknown[] = []
  const log = { ...quiet, warn: (facts: object) => warnings.push(facts) }
  await checkUnreadEvents(directory, { journal, unread: content.unread, signal: new AbortController().signal, log })
  expect(warnings).toEqual([{ error: expect.stringContaining('1200') }])
  expect(() => journal.append([told('more')], 3_000)).toThrow('1200')
  expect(() => readJournalContent(directory, [], snapshot())).toThrow('1200')
})

test('an undamaged journal passes the check, and a czar that ends stops checking', async () => {
  const { directory, journal, snapshot } = await aJournal(history(1_200), 1_200)
  const closing = new AbortController()
  const reads: number[] = []
  const read = (after: number, limit?: number) => {
    reads.push(after)
    return journal.read(after, limit)
  }
  await checkUnreadEvents(directory, { journal: { read }, unread: 1_200, signal: closing.signal, log: quiet })
  expect(reads).toEqual([0, 500, 1_000])
  closing.abort()
  await checkUnreadEvents(directory, { journal: { read }, unread: 1_200, signal: closing.signal, log: quiet })
  expect(reads).toEqual([0, 500, 1_000])
  expect(snapshot()?.seq).toBe(1_200)
})

test('a czar writes a snapshot every 1,000 events, counting those from before its start, and continues if it cannot', async () => {
  const { directory, journal, snapshot } = await aJournal([])
  const warnings: string[] = []
  const content = readJournalContent(directory, [])
  const options = { journal, content, log: { ...quiet, warn: (_facts: object, what: string) => warnings.push(what) } }
  const keep = keepSnapshots(directory, { ...options, rules: RULES })
  const keepNone = keepSnapshots(await temporaryDirectory(), { ...options, rules: null })
  const folded = emptyFold()
  const happens = (count: number) => {
    const events = journal.append(history(count), 1_000)
    for (const event of events) foldInto(folded, event)
    for (const each of [keep, keepNone]) each(folded.state, events)
  }
  happens(999)
  expect(existsSync(snapshotFile(directory))).toBe(false)
  happens(1)
  expect(snapshot()?.seq).toBe(1_000)
  happens(100)
  expect(snapshot()?.seq).toBe(1_000)
  expect(readJournalContent(directory, [], snapshot())).toMatchObject({ ...folded, unread: 1_000 })
  mkdirSync(`${snapshotFile(directory)}.new`)
  happens(1_000)
  expect(warnings).toEqual(['snapshot'])
})
