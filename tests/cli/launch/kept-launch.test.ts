import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepLaunch, readKeptLaunch } from '../../../src/cli/launch/kept-launch.ts'
import { type Launch, prepareLaunch } from '../../../src/cli/launch/prepare-launch.ts'
import { revive } from '../../../src/cli/launch/revive.ts'
import { digestOfFile } from '../../../src/cli/project/digest.ts'
import { projectPlaceOf } from '../../../src/cli/project/project-place.ts'
import { aProject } from '../../support/builders/a-project.ts'
import { aStateDir } from '../support/a-state-dir.ts'
import { recordedIo } from '../support/run-in-process.ts'

const SECRET = 'https://example.com/hook/secret'

/** A fleet as its supervisor stored it at the launch. Its project file allows workers no commands to the czar. */
async function aKeptLaunch(text = 'project: gateway\n') {
  const state = await aStateDir()
  const directory = await state.project('gateway')
  const folder = join(state.root, '..', 'work')
  mkdirSync(join(folder, 'repository'), { recursive: true })
  const file = join(folder, 'czar.yaml')
  writeFileSync(file, text)
  const way = { name: 'webhook', via: 'webhook', url: SECRET } as unknown as Launch['alertChannels'][number]
  const launch: Launch = {
    project: { ...aProject(), name: 'gateway' as Launch['project']['name'], file },
    place: projectPlaceOf('gateway', directory, state.env),
    alertChannels: [way],
    places: {},
    acceptsShorter: false,
    again: [],
    isRevival: false,
    fileDigest: digestOfFile(file),
    unread: null,
  }
  const digest = keepLaunch(launch)
  const kept = readKeptLaunch(directory, digest)
  if (kept === null) throw new Error('nothing is kept')
  const { io, stderr, code } = recordedIo({ env: { ...state.env, PATH: process.env['PATH'] ?? '' } })
  return { directory, file, launch, digest, kept, io, stderr, code, path: join(directory, 'launched.json') }
}

test('fault 109: the watchdog launches the project as a person last launched it, whatever has become of the file', async () => {
  const { launch, kept, file, io, path } = await aKeptLaunch()
  expect(kept).toMatchObject({ project: launch.project, alertChannels: launch.alertChannels })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const again = () => prepareLaunch(file, io, { kept, isRevival: true })
  expect(await again()).toMatchObject({ project: launch.project, alertChannels: launch.alertChannels, isRevival: true, unread: null })

  writeFileSync(file, 'project: other\npolicy: { workers_may: [stop] }\n')
  const changed = await again()
  expect(changed).toMatchObject({ project: launch.project, unread: digestOfFile(file) })
  expect(readKeptLaunch(changed.place.directory, keepLaunch(changed)), 'in the same words, each time').toEqual(kept)
  writeFileSync(file, 'project: [')
  expect(await again(), 'a file that is none').toMatchObject({ project: launch.project, unread: digestOfFile(file) })
  rmSync(file)
  expect(await again(), 'a file that is gone').toMatchObject({ project: launch.project, unread: 'none' })
  writeFileSync(file, 'project: gateway\n')
  expect(await again(), 'a file that was put back').toMatchObject({ unread: null })
})

test.each<[string, (text: string) => string]>([
  ['was written by somebody else', text => text.replace('"gateway"', '"garage"')],
  ['was cut short', text => text.slice(0, 40)],
  ['is empty', () => ''],
])('fault 109: a kept launch that %s is not launched, and people are told which command to type', async (_, change) => {
  const { directory, file, digest, path, io, stderr, code } = await aKeptLaunch()
  writeFileSync(path, change(readFileSync(path, 'utf8')))
  expect(readKeptLaunch(directory, digest)).toBeNull()
  await revive([file, 'gateway', directory, digest, 'launch'], io)
  expect(code()).toBe(1)
  expect(stderr()).toContain(`next: czar launch ${file}`)
})

test('fault 109: after an update of czar, a project file that has changed is still not used', async () => {
  const { directory, file, launch, path, io, stderr, code } = await aKeptLaunch()
  const text = readFileSync(path, 'utf8')
  const { createHash } = await import('node:crypto')
  const older = text.replace(/"version":"[^"]*"/, '"version":"0.0.1"')
  writeFileSync(path, older)
  writeFileSync(file, 'project: gateway\nworkers: []\n')
  await revive([file, launch.project.name, directory, createHash('sha256').update(older).digest('hex'), 'launch'], io)
  expect(code()).toBe(1)
  expect(stderr()).toContain('it was launched by czar 0.0.1')
})
