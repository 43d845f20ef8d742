import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepSummary } from '../../../src/cli/compose/keep-summary.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { aNight } from '../../support/worlds/a-night.ts'

const night = aNight()

function aJournal(isNewest: boolean) {
  return { isNewest: () => isNewest, read: (after: number) => night.slice(after, after + 10) }
}

function aLog() {
  const warnings: string[] = []
  return { warnings, info() {}, warn: (_facts: unknown, message: string) => void warnings.push(message) }
}

test('the summary is written beside the status file, from a journal that is read page by page', async () => {
  const directory = await temporaryDirectory()
  const log = aLog()
  keepSummary(directory, aJournal(true), log)
  expect(readFileSync(join(directory, 'summary.md'), 'utf8')).toContain('# sample: 2 of 4 tasks verified')
  expect(log.warnings).toEqual([])
})

test('a czar that was replaced does not write the summary', async () => {
  const directory = await temporaryDirectory()
  keepSummary(directory, aJournal(false), aLog())
  expect(() => readFileSync(join(directory, 'summary.md'))).toThrow('ENOENT')
})

test("a summary that cannot be written does not stop the czar's end, and is logged", async () => {
  const directory = await temporaryDirectory()
  mkdirSync(join(directory, 'summary.md'))
  const log = aLog()
  keepSummary(directory, aJournal(true), log)
  expect(log.warnings).toEqual(['summary.md'])
})
