import { readdirSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dropOldLogs, runLogName } from '../../../src/adapters/runs/run-directory.ts'
import { temporaryDirectory } from '../../support/temporary.ts'

/** No process has this number, because the kernel's highest pid is 4,194,304. */
const GONE = 9_999_999

test("a command's log is named by time and process", () => {
  const names = [1, 2].map(() => runLogName(Date.parse('2026-11-20T22:30:05.250Z'), 4711))
  expect(names).toEqual([
    expect.stringMatching(/^20261120-223005-4711-\d+\.log$/),
    expect.stringMatching(/^20261120-223005-4711-\d+\.log$/),
  ])
  expect(new Set(names).size, 'of one process in one second').toBe(2)
})

test('the oldest logs beyond forty are deleted; other files and a log that is being written stay', async () => {
  const directory = await temporaryDirectory()
  writeFileSync(join(directory, 'notes.txt'), '')
  aLog(directory, -1, process.pid)
  for (let age = 0; age < 45; age++) aLog(directory, age, GONE)
  await dropOldLogs(directory)
  const left = readdirSync(directory)
  expect(left).toHaveLength(42)
  expect(left).toContain('notes.txt')
  expect(left).toContain(aName(-1, process.pid))
  expect(left).toContain(aName(44, GONE))
  expect(left).not.toContain(aName(0, GONE))
})

test('the oldest logs are deleted too if all together are too large', async () => {
  const directory = await temporaryDirectory()
  for (let age = 0; age < 5; age++) aLog(directory, age, GONE, 150 * 1024 * 1024)
  await dropOldLogs(directory)
  expect(readdirSync(directory).sort()).toEqual([aName(3, GONE), aName(4, GONE)])
})

const names = new Map<string, string>()

function aName(minute: number, pid: number): string {
  const key = `${minute} ${pid}`
  const name = names.get(key) ?? runLogName(Date.parse('2026-11-20T22:01:00Z') + minute * 60_000, pid)
  names.set(key, name)
  return name
}

function aLog(directory: string, minute: number, pid: number, bytes = 0): void {
  const path = join(directory, aName(minute, pid))
  writeFileSync(path, '')
  truncateSync(path, bytes)
  utimesSync(path, 1_000_000 + minute, 1_000_000 + minute)
}
