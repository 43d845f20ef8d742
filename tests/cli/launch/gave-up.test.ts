import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openJournal } from '../../../src/adapters/journal/journal.ts'
import { acquireSupervisorLock } from '../../../src/adapters/journal/supervisor-lock.ts'
import { clearGaveUp, writeGaveUp } from '../../../src/adapters/status/marks/gave-up.ts'
import { sayGone } from '../../../src/cli/client/say-gone.ts'
import { examineCzars } from '../../../src/cli/doctor/czars.ts'
import { revive } from '../../../src/cli/launch/revive.ts'
import type { Event } from '../../../src/core/events/event.ts'
import { gaveUpText } from '../../../src/core/model/gave-up.ts'
import { momentText } from '../../../src/ui/text/moments.ts'
import { aView } from '../../support/builders/a-view.ts'
import { aStateDir } from '../support/a-state-dir.ts'
import { czar, NOW, recordedIo } from '../support/run-in-process.ts'

const gone = { at: NOW, ends: 4, hasFailed: false, file: '/a file/czar.yaml' }

test('czar status and czar doctor report a czar that its watchdog gave up on, until a new czar has run', async () => {
  const state = await aStateDir()
  const directory = await state.project('gateway', { view: aView() })
  expect(await examineCzars(state.env)).toEqual([])
  writeGaveUp(directory, gone)
  expect(await czar(['status'], { env: state.env })).toMatchObject({
    code: 3,
    stdout: expect.stringContaining(
      "NEEDS A PERSON: the czar was killed or crashed 4 times within an hour and is not launched again\n  next: czar launch '/a file/czar.yaml'",
    ),
  })
  expect(await examineCzars(state.env)).toMatchObject([{ state: 'bad', hint: "czar launch '/a file/czar.yaml'" }])
  expect(sayGone({ directory } as never)).toEqual({ reason: lost, next: ['czar', 'launch', '/a file/czar.yaml'] })

  const lived = aView()
  await state.project('gateway', { view: { ...lived, czar: { ...lived.czar, heartbeat_at: new Date(NOW + 1).toISOString() } } })
  expect((await czar(['status'], { env: state.env })).stdout).toMatch(/no czar is running .*\n {2}next: czar launch \/repo\/czar\.yaml/)
  await state.project('gateway', { view: { ...lived, czar: { ...lived.czar, state: 'stopped' } } })
  expect(await czar(['status'], { env: state.env })).toMatchObject({ code: 0 })
  expect(await examineCzars(state.env)).toEqual([])
})

const HOUR_MS = 3_600_000
const start = (epoch: number): Event => ({ kind: 'czar.started', epoch, pid: 1, host: 'here', version: '0' })

function journalOf(projectDir: string, ...events: readonly (readonly [Event, number])[]): void {
  const journal = openJournal({ projectDir })
  for (const [event, at] of events) journal.append([event], at)
  journal.close()
}

const lost = 'the czar was killed or crashed 4 times within an hour and is not launched again'

test("until a new czar runs, czar log and the summary show the watchdog's notes that the journal lacks", async () => {
  const state = await aStateDir()
  const view = aView()
  const lived = { ...view, czar: { ...view.czar, heartbeat_at: new Date(NOW - 2 * HOUR_MS).toISOString() } }
  const directory = await state.project('gateway', { view: lived })
  journalOf(directory, [start(1), NOW - 2 * HOUR_MS])
  const run = async (...words: string[]) => (await czar(words, { env: state.env })).stdout
  const quiet = { log: await run('log'), json: await run('log', '--json'), summary: await run('summary') }
  writeGaveUp(directory, { ...gone, at: NOW - HOUR_MS })
  const said = `${momentText(NOW - HOUR_MS)}  NEEDS A PERSON: ${lost}\n  next: czar launch '/a file/czar.yaml'   # goes on where it was\n`
  expect(await run('log')).toBe(quiet.log + said)
  expect(await run('log', '--json'), 'as journalled').toBe(quiet.json)
  const summary = await run('summary')
  expect(summary).toContain('(0s), then left without a czar. **1 matter needs you.**')
  expect(summary).toContain(`Since ${momentText(NOW - HOUR_MS)} ${lost}.\n  next: \`czar launch '/a file/czar.yaml'\`\n`)
  expect(JSON.parse(await run('summary', '--json')).abandoned).toEqual({
    at: new Date(NOW - HOUR_MS).toISOString(),
    text: lost,
    file: '/a file/czar.yaml',
  })
  expect(await run('summary', '--until', '61m'), 'in a window before').toBe(quiet.summary)

  const lock = acquireSupervisorLock(directory)
  expect([await run('log'), await run('summary')].join(), 'with a czar').not.toContain(lost)
  lock.release()
  clearGaveUp(directory)
  clearGaveUp(directory)
  expect({ log: await run('log'), json: await run('log', '--json'), summary: await run('summary') }).toEqual(quiet)
})

test("when a new czar has recorded the watchdog's notes, czar log shows them, and the summary shows how long no czar ran", async () => {
  const abandoned = { kind: 'czar.abandoned', ends: 4, hasFailed: false, forMs: 2_400_000 } as const
  const state = await aStateDir()
  const directory = await state.project('gateway', { view: aView() })
  journalOf(directory, [start(1), NOW - 3_000_000], [start(2), NOW], [abandoned, NOW])
  expect((await czar(['log'], { env: state.env })).stdout).toMatch(
    /- +czar\.abandoned +the czar was killed or crashed 4 times within an hour and was not launched again for 40m\n$/,
  )
  expect((await czar(['summary'], { env: state.env })).stdout).toMatch(
    /; 50m without a czar, 40m of it because no watchdog launched it again\n/,
  )
})

test("an unreadable note of the watchdog does not count as a czar's end", async () => {
  const state = await aStateDir()
  const directory = await state.project('gateway', { view: aView() })
  await writeFile(join(directory, 'watchdog.json'), '{"version":1')
  expect(await czar(['status'], { env: state.env })).toMatchObject({ code: 0 })
  await rm(join(directory, 'status.json'))
  expect(await examineCzars(state.env)).toEqual([])
  expect(sayGone({ directory } as never)).toBeNull()
})

test('the report of a given-up czar says that it crashed and could not be launched again', () => {
  expect(gaveUpText({ ...gone, ends: 1, hasFailed: true })).toBe('the czar was killed or crashed and could not be launched again')
})

test("a watchdog that gives up sends the project file's alerts, except those only for the project's end", async () => {
  const state = await aStateDir()
  const directory = await state.project('gateway', { view: aView() })
  const folder = join(state.root, '..', 'work')
  await mkdir(join(folder, 'repository'), { recursive: true })
  const file = join(folder, 'czar.yaml')
  await writeFile(
    file,
    `project: gateway
repo: ./repository
agent: scripted
alerts:
  - { via: command, command: [sh, -c, "cat > told"], after: 0s }
  - { via: command, command: [sh, -c, "cat > at-the-end"], on: [finished] }
workers: [{ id: one, task: Do it }]
`,
  )
  const told = recordedIo({ env: { ...state.env, PATH: process.env['PATH'] ?? '' } })
  await revive([file, 'gateway', directory, 'none', 'give-up'], told.io)
  expect(told.stdout()).toMatch(/could not be launched again\n.* told by command: exit 0\n$/)
  expect((await czar(['status'], { env: state.env })).stdout).toContain('NEEDS A PERSON: the czar was killed or crashed and could not be')

  await writeFile(file, 'project: [')
  const untold = recordedIo({ env: state.env })
  await revive([file, 'gateway', directory, 'none', 'give-up'], untold.io)
  expect(untold.stderr(), 'by a file that cannot be read').toContain('is not a valid project file')
})
