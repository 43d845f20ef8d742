import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openJournal } from '../../../src/adapters/journal/journal.ts'
import { statusFile } from '../../../src/adapters/status/files/project-files.ts'
import { keepText } from '../../../src/adapters/status/files/texts.ts'
import { writeStatus } from '../../../src/adapters/status/write-status.ts'
import { examineJournals } from '../../../src/cli/doctor/journals.ts'
import { readWholeJournal } from '../../../src/cli/journal/whole-journal.ts'
import { projectPlaceOf } from '../../../src/cli/project/project-place.ts'
import type { Event } from '../../../src/core/events/event.ts'
import type { MessageId, WorkerId } from '../../../src/core/model/ids.ts'
import { aProject, aWorker } from '../../support/builders/a-project.ts'
import { aView } from '../../support/builders/a-view.ts'
import { aStateDir } from '../support/a-state-dir.ts'
import { czar } from '../support/run-in-process.ts'

const api = 'api' as WorkerId
const told = (text: string): Event => ({ kind: 'person.told', worker: api, text })
const queued = (number: number): Event => ({
  kind: 'message.queued',
  worker: api,
  message: `m${number}` as MessageId,
  messageKind: 'tell',
  assignment: null,
  facts: {},
})
const started: Event = { kind: 'czar.started', epoch: 1, pid: 7, host: 'here', version: '1' }
const loaded: Event = { kind: 'project.loaded', project: aProject({ workers: [aWorker('api')] }) }
const firstEvents = [started, loaded, told('two'), told('three'), queued(1)]
const laterEvents = [40, 60, 80].map((last, index) => [
  ...Array.from({ length: last - (index === 0 ? 5 : last - 20) - 1 }, () => told('more')),
  queued(index + 2),
])

const OLD_WAL = 'wal-of-an-hour-ago'

/** A journal of 80 events, as a killed czar leaves it: five are in the database, and the others are in its write-ahead log. */
async function aKilledCzar() {
  const { env, root, project } = await aStateDir()
  const directory = await project('gateway')
  const writing = join(root, 'writing')
  const first = openJournal({ projectDir: writing })
  first.append(firstEvents, Date.now())
  first.close()
  cpSync(join(writing, 'journal.sqlite'), join(directory, 'backup.sqlite'))
  const journal = openJournal({ projectDir: writing })
  onTestFinished(() => journal.close())
  for (const [index, events] of laterEvents.entries()) {
    journal.append(events, Date.now())
    if (index === 0) cpSync(join(writing, 'journal.sqlite-wal'), join(directory, OLD_WAL))
  }
  for (const name of ['journal.sqlite', 'journal.sqlite-wal', 'journal.sqlite-shm']) cpSync(join(writing, name), join(directory, name))
  for (const number of [1, 2, 3, 4]) keepText(directory, `m${number}` as MessageId, 'text')
  const seen = (seq: number) => ({ seq, journal: { id: journal.id, checksum: journal.checksumAt(seq) ?? '' } })
  writeStatus(directory, aView({ ...seen(80) }))
  return { env, directory, journal, seen, place: projectPlaceOf('gateway', directory, env), path: (name: string) => join(directory, name) }
}

type Killed = Awaited<ReturnType<typeof aKilledCzar>>

const whole = (place: Killed['place'], acceptsShorter = false) =>
  readWholeJournal(place, { file: '/project.yaml', acceptsShorter, rules: null, now: 1_000 })

function damage(file: string, at: number, bytes: readonly number[]): void {
  const content = readFileSync(file)
  for (const [index, byte] of bytes.entries()) content[at + index] = byte
  writeFileSync(file, content)
}

/** Replaces the journal by another one with `count` events. */
function replaceJournal(directory: string, count: number): void {
  for (const tail of ['', '-wal', '-shm']) rmSync(join(directory, `journal.sqlite${tail}`), { force: true })
  const other = openJournal({ projectDir: directory })
  other.append([started, loaded, ...Array.from({ length: count - 2 }, () => queued(9))], Date.now())
  other.close()
}

function removeAll(files: readonly string[]): void {
  for (const file of files) rmSync(file)
}

const FRAME = 24 + 4096

const REFUSED: readonly (readonly [string, string, (killed: Killed) => void])[] = [
  ['its write-ahead log is deleted', '75 events are missing', ({ path }) => rmSync(path('journal.sqlite-wal'))],
  ['its write-ahead log is empty', '75 events are missing', ({ path }) => truncateSync(path('journal.sqlite-wal'), 0)],
  ['its write-ahead log ends after a frame', 'events are missing', ({ path }) => truncateSync(path('journal.sqlite-wal'), 32 + 5 * FRAME)],
  [
    'its write-ahead log ends within a frame',
    'events are missing',
    ({ path }) => truncateSync(path('journal.sqlite-wal'), 32 + 5 * FRAME + 99),
  ],
  [
    'a byte of the write-ahead log is another',
    '75 events are missing',
    ({ path }) => damage(path('journal.sqlite-wal'), 32 + 400, [1, 2, 3]),
  ],
  ['the write-ahead log has other salts', '75 events are missing', ({ path }) => damage(path('journal.sqlite-wal'), 16, [1, 2, 3, 4])],
  ['the write-ahead log is that of an hour ago', '40 events are missing', ({ path }) => cpSync(path(OLD_WAL), path('journal.sqlite-wal'))],
  [
    'the database comes from a backup, the log is gone',
    '75 events are missing',
    ({ path }) => {
      cpSync(path('backup.sqlite'), path('journal.sqlite'))
      rmSync(path('journal.sqlite-wal'))
    },
  ],
  [
    'the directory was copied without its hidden parts: database and log are gone',
    '80 events are missing',
    ({ path }) => removeAll(['', '-wal', '-shm'].map(tail => path(`journal.sqlite${tail}`))),
  ],
  [
    'the database is empty: it is new, and its log was lost',
    '80 events are missing',
    ({ path }) => {
      rmSync(path('journal.sqlite-wal'))
      writeFileSync(path('journal.sqlite'), '')
    },
  ],
  ['another journal lies there, a longer one', 'another journal', ({ directory }) => replaceJournal(directory, 100)],
  [
    'the log is gone and the status file too: the texts are there',
    'texts/m4.txt was stored',
    ({ path }) => {
      rmSync(path('journal.sqlite-wal'))
      rmSync(path('status.json'))
    },
  ],
  [
    'everything but the texts is gone',
    'the journal has no messages',
    ({ path }) => removeAll(['journal.sqlite', 'journal.sqlite-wal', 'status.json'].map(path)),
  ],
  [
    'the status file saw another event 40: the history is another one',
    'another event 40',
    ({ directory, seen }) => writeStatus(directory, aView({ seq: 40, journal: { ...seen(40).journal, checksum: 'f'.repeat(64) } })),
  ],
  [
    'an earlier version of czar wrote the status file',
    '75 events are missing',
    ({ path, directory }) => {
      writeFileSync(statusFile(directory), JSON.stringify({ ...aView({ seq: 80 }), journal: undefined }))
      rmSync(path('journal.sqlite-wal'))
    },
  ],
]

test.each(REFUSED)('fault 85: %s: the launch is refused, and czar doctor gives the reason', async (_, why, harm) => {
  const killed = await aKilledCzar()
  harm(killed)
  await expect(whole(killed.place)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/^the journal of gateway (ends at event \d+|has no events), but it was longer before/),
    details: expect.arrayContaining([expect.stringContaining(why)]),
    hint: expect.stringContaining('czar launch /project.yaml --accept-shorter-journal'),
  })
  const findings = await examineJournals(killed.env)
  expect(findings).toMatchObject([{ state: 'bad', says: expect.stringContaining(why) }])
})

const TAKEN: readonly (readonly [string, (killed: Killed) => void])[] = [
  ['nothing is wrong', () => {}],
  ['the shared memory is of another time', ({ path }) => writeFileSync(path('journal.sqlite-shm'), Buffer.alloc(32_768, 7))],
  ['the shared memory is gone', ({ path }) => rmSync(path('journal.sqlite-shm'))],
  ['the czar was killed before it wrote the status', ({ directory, seen }) => writeStatus(directory, aView(seen(60)))],
  ['the status file is gone', ({ path }) => rmSync(path('status.json'))],
  ['the status file is half a file', ({ path }) => writeFileSync(path('status.json'), '{"version":1,"seq":99')],
  ['the status file is that of another project', ({ directory }) => writeStatus(directory, aView({ project: 'shop', seq: 999 }))],
  [
    'a text is left of a journal before this one',
    ({ directory, path }) => {
      keepText(directory, 'm50' as MessageId, 'old')
      utimesSync(path('texts/m50.txt'), 1_000, 1_000)
    },
  ],
  ['a text was kept by hand under a name of its own', ({ path }) => writeFileSync(path('texts/m5 (copy).txt'), 'mine')],
]

test.each(TAKEN)('fault 85: %s: the journal is accepted', async (_, change) => {
  const killed = await aKilledCzar()
  change(killed)
  expect(await whole(killed.place)).toMatchObject({ state: { seq: 80 }, cut: null })
  expect(await examineJournals(killed.env)).toMatchObject([{ state: 'good', says: expect.stringContaining('80 events') }])
})

test('fault 112: czar status names the next command that the launch demands, and not one that it refuses', async () => {
  const killed = await aKilledCzar()
  rmSync(killed.path('journal.sqlite-wal'))
  const status = await czar(['status', '-p', 'gateway'], { env: killed.env })
  expect(status).toMatchObject({ code: 3, stdout: expect.stringContaining('NEEDS A PERSON: the journal of gateway ends at event 5') })
  expect(status.stdout).toContain('--accept-shorter-journal')
  expect(status.stdout).not.toContain('goes on where it was')
  rmSync(killed.path('status.json'))
  expect(await czar(['status', '-p', 'gateway'], { env: killed.env })).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('it was longer before'),
  })
})

test('fault 85: a launch that accepts the loss continues, and the remaining and lost parts are kept aside', async () => {
  const { place, path } = await aKilledCzar()
  const log = readFileSync(path('journal.sqlite-wal'))
  truncateSync(path('journal.sqlite-wal'), 32 + 5 * FRAME)
  const { state, cut } = await whole(place, true)
  expect(cut).toMatchObject({
    kind: 'journal.cut',
    has: state.seq,
    says: [expect.stringContaining('status.json'), expect.stringContaining('texts/m4')],
  })
  const kept = (name: string) => path(`damaged/1970-01-01T00-00-01-000Z/${name}`)
  expect(readFileSync(kept('journal.sqlite-wal')).equals(log.subarray(0, 32 + 5 * FRAME))).toBe(true)
  expect(JSON.parse(readFileSync(kept('status.json'), 'utf8'))).toMatchObject({ seq: 80 })
  expect(readFileSync(kept('texts/m4.txt'), 'utf8')).toBe('text')
  expect(readFileSync(path('texts/m1.txt'), 'utf8')).toBe('text')
  // The files that were newer than the journal are gone, so nothing shows that the journal was longer.
  expect(await whole(place)).toMatchObject({ state: { seq: state.seq }, cut: null })
})

test('fault 85: a refused launch writes nothing, so a person can put the lost write-ahead log back', async () => {
  const { place, path } = await aKilledCzar()
  const log = readFileSync(path('journal.sqlite-wal'))
  rmSync(path('journal.sqlite-wal'))
  const before = readFileSync(path('journal.sqlite'))
  await expect(whole(place)).rejects.toMatchObject({ exitCode: 3 })
  expect(readFileSync(path('journal.sqlite')).equals(before)).toBe(true)
  writeFileSync(path('journal.sqlite-wal'), log)
  expect(await whole(place)).toMatchObject({ state: { seq: 80 }, cut: null })
})

test('the write-ahead log never has more than about a hundred pages', async () => {
  const { env } = await aStateDir()
  const directory = join(env['HOME'] ?? '', 'long')
  mkdirSync(directory)
  const journal = openJournal({ projectDir: directory })
  onTestFinished(() => journal.close())
  for (let at = 0; at < 400; at++) journal.append([told('x'.repeat(500))], at)
  expect(readFileSync(join(directory, 'journal.sqlite')).length).toBeGreaterThan(250 * 600)
})
