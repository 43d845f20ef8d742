import { expect, onTestFinished, test } from 'vitest'
import { openJournal } from '../../../src/adapters/journal/journal.ts'
import { type JournalReader, openJournalReader } from '../../../src/adapters/journal/journal-reader.ts'
import type { Journaled } from '../../../src/core/events/event.ts'
import { startChild } from '../../support/start-child.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { until } from '../../support/until.ts'
import { note } from './children/note.ts'

function openReader(projectDir: string): JournalReader {
  const reader = openJournalReader({ projectDir })
  onTestFinished(() => reader.close())
  return reader
}

function collect(reader: JournalReader, afterSeq: number): { events: Journaled[]; errors: unknown[] } {
  const seen = { events: [] as Journaled[], errors: [] as unknown[] }
  reader.follow(afterSeq, { onEvents: events => seen.events.push(...events), onError: error => seen.errors.push(error) })
  return seen
}

test('without a journal the reader fails and names the next command', async () => {
  const projectDir = await temporaryDirectory()
  expect(() => openJournalReader({ projectDir })).toThrow(expect.objectContaining({ code: 'precondition', hint: 'czar launch FILE' }))
})

test('a journal that no process has open can be read', async () => {
  const projectDir = await temporaryDirectory()
  const journal = openJournal({ projectDir })
  journal.append([note('a')], 1)
  journal.close()
  expect(openReader(projectDir).read(0)).toMatchObject([{ seq: 1, reason: 'a' }])
})

test('a follower in another process gets every event once and in order, also after kill -9 of the writer', async () => {
  const projectDir = await temporaryDirectory()
  const first = startChild(new URL('children/append-forever.ts', import.meta.url), projectDir)
  await until(() => first.lines.length > 5)
  const seen = collect(openReader(projectDir), 2)
  await until(() => seen.events.length > 50)
  await first.kill()
  const second = startChild(new URL('children/append-forever.ts', import.meta.url), projectDir)
  await until(() => second.lines.length > 50)
  await second.kill()
  const last = Number(second.lines.at(-1))
  await until(() => (seen.events.at(-1)?.seq ?? 0) >= last)
  expect(seen.errors).toEqual([])
  expect(seen.events.map(event => event.seq)).toEqual(seen.events.map((_, index) => index + 3))
})

test('a follower learns of an append through a file notice, usually long before its next poll', async () => {
  const projectDir = await temporaryDirectory()
  const journal = openJournal({ projectDir })
  onTestFinished(() => journal.close())
  const seen = collect(openReader(projectDir), 0)
  const latenciesMs: number[] = []
  for (let count = 1; count <= 20; count += 1) {
    const appendedAt = performance.now()
    journal.append([note('a')], 1)
    await until(() => seen.events.length === count, Boolean, { everyMs: 1 })
    latenciesMs.push(performance.now() - appendedAt)
  }
  // Most events arrive at once. On a busy machine some may be late, but never all of them.
  expect(latenciesMs.sort((one, other) => one - other)[2]).toBeLessThan(250)
})

test('after close the reader calls nothing any more', async () => {
  const projectDir = await temporaryDirectory()
  const journal = openJournal({ projectDir })
  onTestFinished(() => journal.close())
  const reader = openReader(projectDir)
  const closed: Journaled[] = []
  const follower = reader.follow(0, { onEvents: events => closed.push(...events), onError: () => {} })
  const open = collect(reader, 0)
  follower.close()
  journal.append([note('a')], 1)
  await until(() => open.events.length === 1)
  expect(closed).toEqual([])
})
