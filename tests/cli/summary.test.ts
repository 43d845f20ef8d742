import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { openJournal } from '../../src/adapters/journal/journal.ts'
import { acquireSupervisorLock } from '../../src/adapters/journal/supervisor-lock.ts'
import type { Event, Journaled } from '../../src/core/events/event.ts'
import { temporaryDirectory } from '../support/temporary.ts'
import { aNight, minute } from '../support/worlds/a-night.ts'
import { aStateDir } from './support/a-state-dir.ts'
import { czar, NOW } from './support/run-in-process.ts'

beforeAll(() => {
  // The summary shows moments in the reader's time zone.
  process.env['TZ'] = 'UTC'
})

async function aJournal(events: readonly Journaled[] = aNight()) {
  const state = await aStateDir()
  const directory = await state.project('night')
  const journal = openJournal({ projectDir: directory })
  for (const { seq: _seq, at, ...event } of events) journal.append([event as Event], at)
  journal.close()
  return { env: state.env, directory }
}

test('the summary of a night is printed as Markdown', async () => {
  const { env } = await aJournal()
  const { stdout, stderr, code } = await czar(['summary'], { env })
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  await expect(stdout).toMatchFileSnapshot('output/summary.md')
})

test('the summary of a night is printed as JSON with its version and ISO times', async () => {
  const { env } = await aJournal()
  await expect((await czar(['summary', '--json'], { env })).stdout).toMatchFileSnapshot('output/summary-json.txt')
})

test('czar summary takes --since and --until as moments, and -o writes the text to a file', async () => {
  const { env } = await aJournal()
  const directory = await temporaryDirectory()
  const flags = ['--since', '2026-11-21T01:35Z', '--until', '2026-11-21T02:05Z', '--json', '-o', 'night.json']
  expect(await czar(['summary', ...flags], { env, cwd: directory })).toEqual({ stdout: '', stderr: '', code: 0 })
  const written = JSON.parse(await readFile(join(directory, 'night.json'), 'utf8'))
  expect(written).toMatchObject({ from_at: '2026-11-21T01:35:00.000Z', landed: [{ task: 'api' }], tasks: { verified: 2 } })
  expect(Date.parse(written.to_at)).toBeLessThanOrEqual(Date.parse('2026-11-21T02:05Z'))
})

test('an invalid moment is refused, with examples of valid ones', async () => {
  const { env } = await aJournal()
  const { stderr, code } = await czar(['summary', '--since', 'yesterday'], { env })
  expect(code).toBe(2)
  expect(stderr).toContain('a moment is needed: 8h (8 hours ago), 18:00')
})

test('while a czar runs, durations are counted up to now; without one, up to the last event', async () => {
  const events = aNight().map(event => ({ ...event, at: event.at - minute(420) + NOW - 60_000 }))
  const { env, directory } = await aJournal(events)
  const toAt = async () => Date.parse(JSON.parse((await czar(['summary', '--json'], { env })).stdout).to_at)
  expect(await toAt()).toBe(NOW - 60_000)
  const lock = acquireSupervisorLock(directory)
  try {
    expect(await toAt()).toBe(NOW)
  } finally {
    lock.release()
  }
})

test('czar summary of a project without a journal is an error that names the next command', async () => {
  const state = await aStateDir()
  await state.project('night')
  expect(await czar(['summary', '-p', 'night'], { env: state.env })).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('czar launch FILE'),
  })
})
