import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeGaveUp } from '../../src/adapters/status/gave-up.ts'
import { examineCzars } from '../../src/cli/doctor/czars.ts'
import { revive } from '../../src/cli/launch/revive.ts'
import { sayGone } from '../../src/cli/say-gone.ts'
import { gaveUpText } from '../../src/core/model/gave-up.ts'
import { aView } from '../support/a-view.ts'
import { aStateDir } from './support/a-state-dir.ts'
import { czar, NOW, recordedIo } from './support/run-in-process.ts'

const gone = { at: NOW, ends: 4, hasFailed: false, file: '/a file/czar.yaml' }

test('a czar that is not launched again is told by status and doctor, until one has lived since', async () => {
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
  expect(sayGone({ directory } as never)).toMatch(/not launched again: czar launch/)

  const lived = aView()
  await state.project('gateway', { view: { ...lived, czar: { ...lived.czar, heartbeat_at: new Date(NOW + 1).toISOString() } } })
  expect((await czar(['status'], { env: state.env })).stdout).toMatch(/no czar is running .*\n {2}next: czar launch FILE/)
  await state.project('gateway', { view: { ...lived, czar: { ...lived.czar, state: 'stopped' } } })
  expect(await czar(['status'], { env: state.env })).toMatchObject({ code: 0 })
  expect(await examineCzars(state.env)).toEqual([])
})

test('what can not be read is no czar’s end', async () => {
  const state = await aStateDir()
  const directory = await state.project('gateway', { view: aView() })
  await writeFile(join(directory, 'watchdog.json'), '{"version":1')
  expect(await czar(['status'], { env: state.env })).toMatchObject({ code: 0 })
  await rm(join(directory, 'status.json'))
  expect(await examineCzars(state.env)).toEqual([])
  expect(sayGone({ directory } as never)).toBeNull()
})

test('it is said what the last watchdog saw', () => {
  expect(gaveUpText({ ...gone, ends: 1, hasFailed: true })).toBe('the czar was killed or crashed and could not be launched again')
})

test('who gives up tells people by the alerts of the file, and keeps quiet of those for the end alone', async () => {
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
  await revive([file, 'gateway', directory, 'give-up'], told.io)
  expect(told.stdout()).toMatch(/could not be launched again\n.* told by command: exit 0\n$/)
  expect((await czar(['status'], { env: state.env })).stdout).toContain('NEEDS A PERSON: the czar was killed or crashed and could not be')

  await writeFile(file, 'project: [')
  const untold = recordedIo({ env: state.env })
  await revive([file, 'gateway', directory, 'give-up'], untold.io)
  expect(untold.stderr(), 'by a file that can not be read').toContain('is not a valid project file')
})
