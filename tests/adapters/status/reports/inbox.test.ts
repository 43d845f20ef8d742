import { readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keepText, readKeptText } from '../../../../src/adapters/status/files/texts.ts'
import { appendInbox, type InboxEntry, readInbox } from '../../../../src/adapters/status/reports/inbox.ts'
import type { MessageId, WorkerId } from '../../../../src/core/model/ids.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'

const worker = 'api' as WorkerId

function entry(message: string): InboxEntry {
  return { message: message as MessageId, kind: 'brief', assignment: 'a1', at: 5 }
}

test('a message is kept byte for byte, with mode 0600, at an absolute path', async () => {
  const projectDir = await temporaryDirectory()
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      const path = keepText(projectDir, 'm1' as MessageId, `\ufeff${text}\r\n\t\x1b`)
      expect(readFileSync(path, 'utf8')).toBe(`\ufeff${text}\r\n\t\x1b`)
      expect(readKeptText(projectDir, 'm1' as MessageId)).toBe(`\ufeff${text}\r\n\t\x1b`)
    }),
    { numRuns: 30 },
  )
  expect(statSync(join(projectDir, 'texts', 'm1.txt')).mode & 0o777).toBe(0o600)
})

test('keeping the same message again leaves the file untouched', async () => {
  const projectDir = await temporaryDirectory()
  const path = keepText(projectDir, 'm1' as MessageId, 'text')
  const before = statSync(path).ino
  keepText(projectDir, 'm1' as MessageId, 'text')
  expect(statSync(path).ino).toBe(before)
})

test("a link in place of a message's file is replaced, and its target stays", async () => {
  const projectDir = await temporaryDirectory()
  const path = keepText(projectDir, 'm1' as MessageId, 'text')
  const target = join(projectDir, 'precious')
  writeFileSync(target, 'precious')
  rmSync(path)
  symlinkSync(target, path)
  expect(() => readKeptText(projectDir, 'm1' as MessageId)).toThrow(/is a symbolic link/)
  keepText(projectDir, 'm1' as MessageId, 'text')
  expect(readFileSync(target, 'utf8')).toBe('precious')
  expect(readKeptText(projectDir, 'm1' as MessageId)).toBe('text')
})

test('a message id that is not a valid name is refused, and no file is made', async () => {
  const projectDir = await temporaryDirectory()
  expect(() => keepText(projectDir, '../m1' as MessageId, 'text')).toThrow(expect.objectContaining({ code: 'usage' }))
  expect(readdirSync(projectDir)).toEqual([])
})

test('the inbox lists delivered messages, oldest first, each once, with its text', async () => {
  const projectDir = await temporaryDirectory()
  expect(readInbox(projectDir, worker)).toEqual([])
  const path = keepText(projectDir, 'm1' as MessageId, 'the brief')
  for (const message of ['m1', 'm2', 'm1']) appendInbox(projectDir, worker, entry(message))
  expect(readInbox(projectDir, worker)).toEqual([
    { ...entry('m1'), path, text: 'the brief' },
    { ...entry('m2'), path: join(projectDir, 'texts', 'm2.txt'), text: null },
  ])
})

test('the inbox keeps the newest 200 messages', async () => {
  const projectDir = await temporaryDirectory()
  const first = Array.from({ length: 200 }, (_, index) => entry(`m${index + 1}`))
  appendInbox(projectDir, worker, entry('m1'))
  writeFileSync(join(projectDir, 'inbox', 'api.json'), JSON.stringify({ version: 1, entries: first }))
  for (let count = 201; count <= 205; count += 1) appendInbox(projectDir, worker, entry(`m${count}`))
  const kept = readInbox(projectDir, worker).map(message => message.message)
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([200, 'm6', 'm205'])
})

test.each(['{', '{"version":2}', '[]'])('a broken inbox %s is reported to its reader and does not delay the next delivery', async text => {
  const projectDir = await temporaryDirectory()
  appendInbox(projectDir, worker, entry('m1'))
  writeFileSync(join(projectDir, 'inbox', 'api.json'), text)
  expect(() => readInbox(projectDir, worker)).toThrow(/is not an inbox/)
  appendInbox(projectDir, worker, entry('m2'))
  expect(readInbox(projectDir, worker)).toHaveLength(1)
})
