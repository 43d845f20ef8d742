import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { examineJournals } from '../../../src/cli/doctor/journals.ts'
import { aStateDir } from '../support/a-state-dir.ts'

const events = ['a', 'b', 'c'].map(reason => ({ kind: 'czar.stopped', reason }) as const)

test('several undamaged journals are one good finding of czar doctor', async () => {
  const { env, project } = await aStateDir()
  expect(await examineJournals(env)).toEqual([])
  for (const name of ['gateway', 'shop']) await project(name, { events })
  expect(await examineJournals(env)).toMatchObject([{ name: 'journals', state: 'good', says: expect.stringContaining('3 events in ') }])
})

test('fault 45: czar doctor reports a journal that is damaged in the middle, with the record and the next step, and does not change it', async () => {
  const { env, project } = await aStateDir()
  await project('shop', { events })
  const directory = await project('gateway', { events })
  meddle(directory, 'DROP TRIGGER event_never_changes; UPDATE event SET at = 7 WHERE seq = 2')
  const before = readFileSync(join(directory, 'journal.sqlite'))
  expect(await examineJournals(env)).toMatchObject([
    {
      state: 'bad',
      says: expect.stringContaining('is damaged at record 2'),
      hint: expect.stringContaining(`mv ${directory}/journal.sqlite* ${directory}/damaged/`),
    },
  ])
  expect(readFileSync(join(directory, 'journal.sqlite')).equals(before)).toBe(true)
})

test("czar doctor reports a newer czar's journal with the same message as opening it does", async () => {
  const { env, project } = await aStateDir()
  meddle(await project('gateway', { events }), 'PRAGMA user_version = 99')
  expect(await examineJournals(env)).toMatchObject([{ state: 'bad', says: expect.stringContaining('version 99') }])
})

function meddle(directory: string, sql: string): void {
  const database = new DatabaseSync(join(directory, 'journal.sqlite'))
  database.exec(sql)
  database.close()
}
