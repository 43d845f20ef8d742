import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { aPerson, printed } from '../a-person.ts'

const ONE = `workers:\n${aScriptedWorker('one', ['stall: forever'])}`
const DONE = { code: 0 }
const isRoot = process.getuid?.() === 0

test('a project file that is a folder or a pipe, and a task file that is none, are reported with a line that shows details', async () => {
  const { types } = await aPerson(ONE)
  await types('mkdir plans && cp czar.yaml plans/ && sed -i "s#./repository#../repository#" plans/czar.yaml && mkfifo pipe')
  const folder = printed('config/load-project: czar validate {}', await types('czar launch plans'))
  expect(await types(folder)).toMatchObject(DONE)
  const pipe = printed('config/load-project: ls -l {}', await types('czar launch pipe'))
  expect((await types(pipe)).stdout).toMatch(/^p/)
  const task = printed('cli/queue/add-task: czar queue add --help', await types('czar queue add missing.md'))
  expect((await types(task)).stdout).toMatch(/^Usage: czar queue add/)
})

test('a state folder that cannot be used is shown by the printed line', async () => {
  const { fleet, types } = await aPerson(ONE)
  writeFileSync(join(fleet.directory, 'a file'), '')
  const unread = await types('czar status', { CZAR_STATE_DIR: join(fleet.directory, 'a file') })
  expect((await types(printed('cli/project/project-place: ls -ld {}', unread))).stdout).toMatch(/^-.*a file$/m)
  const unmade = await types('czar launch czar.yaml', { CZAR_STATE_DIR: join(fleet.directory, 'a file', 'state') })
  expect(unmade.code).toBe(3)
  expect((await types(printed('cli/project/private-directory: ls -ld {}', unmade))).stdout).toMatch(/^-.*a file$/m)
})

test('a folder of sockets that others may enter, or with a path that is too long, stops a launch until the printed line was typed', async () => {
  const { fleet, types } = await aPerson(ONE)
  const wide = join(fleet.directory, 'wide')
  mkdirSync(join(wide, 'czar'), { recursive: true, mode: 0o755 })
  const shut = printed(
    'adapters/tmux/server/socket-directory: chmod 700 {}',
    await types('czar launch czar.yaml', { XDG_RUNTIME_DIR: wide }),
  )
  expect(await types(shut)).toMatchObject(DONE)
  expect(await types('czar launch czar.yaml && czar stop', { XDG_RUNTIME_DIR: wide })).toMatchObject(DONE)
  const long = { XDG_RUNTIME_DIR: join(fleet.directory, 'x'.repeat(90)) }
  const short = printed('core/text/runtime-dir-hint: export XDG_RUNTIME_DIR=/tmp/run-$(id -u)', await types('czar launch czar.yaml', long))
  expect(await types(`${short}\nczar launch czar.yaml && czar stop`, long)).toMatchObject(DONE)
})

test('an alert whose address is not in the environment is launched with the address, or without the alert', async () => {
  const { types } = await aPerson(`alerts: [{ via: webhook, url_env: HOOK }]\n${ONE}`)
  const unset = await types('czar launch czar.yaml')
  printed('cli/compose/build-alerts: set it in the environment of czar launch, or remove the alert from the project file', unset)
  expect(await types('czar launch czar.yaml', { HOOK: 'http://127.0.0.1:9/hook' })).toMatchObject(DONE)
})

test('a setup that fails is reported with the file that has its whole output', async () => {
  const { fleet, types } = await aPerson(
    ONE.replace('workers', 'policy: { restart: { max: 1, backoff: 100ms..200ms } }\nworkers').replace(
      '    task:',
      '    setup: ["echo it is broken; exit 4"]\n    task:',
    ),
  )
  await types('czar launch czar.yaml')
  await fleet.eventually('attention.raised', ({ text }) => text.includes('setup'))
  const status = await until(
    () => types('czar status'),
    ({ stdout }) => stdout.includes('setup of one failed'),
  )
  const [, log = ''] = /its whole output: (\S+)/.exec(status.stdout) ?? []
  expect(readFileSync(log, 'utf8')).toContain('it is broken')
})

test('a shallow repository is launched with a warning, whose line completes its history', async () => {
  const { fleet, types } = await aPerson(ONE)
  fleet.git('commit', '-q', '--allow-empty', '-m', 'Second')
  await types(
    'mv repository whole && git clone -q --depth 1 "file://$PWD/whole" repository && git -C repository config user.name A && git -C repository config user.email a@b',
  )
  const launched = await types('czar launch czar.yaml')
  const whole = printed('cli/project/project-warnings: git -C {} fetch --unshallow', launched)
  expect(await types(whole)).toMatchObject(DONE)
  expect((await types('czar validate czar.yaml')).stderr).not.toContain('shallow')
  expect((await types('git -C repository rev-parse --is-shallow-repository')).stdout).toBe('false\n')
})

test('a sparse checkout is launched with a warning, whose line makes it whole', async () => {
  const { fleet, types } = await aPerson(ONE)
  fleet.git('sparse-checkout', 'set', 'docs')
  const whole = printed('cli/project/project-warnings: git -C {} sparse-checkout disable', await types('czar validate czar.yaml'))
  expect(await types(whole)).toMatchObject(DONE)
  expect((await types('czar launch czar.yaml')).stderr).not.toContain('sparse')
})

test.runIf(isRoot)('a status folder of another user is shown by the printed line', async () => {
  const { fleet, types } = await aPerson(ONE)
  mkdirSync(fleet.projectDir, { recursive: true, mode: 0o700 })
  await types('chown 65534 status/fleet')
  const look = printed('cli/project/private-directory: ls -ld {}', await types('czar launch czar.yaml'))
  expect((await types(look)).stdout).toMatch(/ (nobody|65534) /)
})
