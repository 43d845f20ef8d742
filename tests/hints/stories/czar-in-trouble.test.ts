import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { aScriptedWorker } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { DONE, hintOf, isSettled } from '../a-matter.ts'
import { aPerson, printed } from '../a-person.ts'

const STALLS = `workers:\n${aScriptedWorker('one', ['ack: "Write src/one/work.txt"', 'stall: forever'])}`
const HEAD = 'project: fleet\nrepo: ./repository\nagent: scripted\n'

test('a czar that was killed too often, and is not relaunched, is started by the printed command', async () => {
  const { fleet, types } = await aPerson('workers: []\n')
  writeFileSync(join(fleet.directory, 'czar.yaml'), `${HEAD}${STALLS}`)
  await types('czar launch czar.yaml')
  for (let epoch = 1; epoch <= 4; epoch++) {
    await until(fleet.status, ({ czar }) => czar.epoch === epoch && czar.state === 'supervising')
    fleet.killCzar()
  }
  const doctor = await until(
    () => types('czar doctor'),
    ({ stdout }) => stdout.includes('launched again'),
  )
  expect(await types(printed('core/model/gave-up: czar launch {}', doctor))).toMatchObject(DONE)
  await until(fleet.status, ({ czar }) => czar.epoch === 5 && czar.state === 'supervising')
  expect((await types('czar doctor')).stdout).not.toContain('launched again')
})

test('a remote that cannot be fetched counts as available again when the printed command succeeds', async () => {
  const { fleet, types } = await aPerson('workers: []\n')
  const origin = join(fleet.directory, 'origin.git')
  fleet.git('clone', '-q', '--bare', '.', origin)
  fleet.git('remote', 'add', 'origin', origin)
  renameSync(origin, `${origin}.away`)
  fleet.configure(`remote: origin\n${STALLS}`)
  await types('czar launch czar.yaml')
  const fetch = await hintOf({ fleet, types }, 'remote', 'core/policy/attention/remote-matter: git -C {} fetch {}')
  expect((await types(fetch)).stderr).toContain('origin.git')
  renameSync(`${origin}.away`, origin)
  expect(await types(fetch)).toMatchObject(DONE)
  await isSettled({ fleet, types }, 'remote')
})

test('a czar whose journal cannot be written reports this to each command, and the printed doctor command shows the reason', async () => {
  const { fleet, types } = await aPerson(STALLS)
  await types('czar launch czar.yaml')
  await fleet.eventually('agent.ready')
  const other = new DatabaseSync(join(fleet.projectDir, 'journal.sqlite'))
  other.exec('PRAGMA busy_timeout = 30000')
  other.exec('BEGIN IMMEDIATE')
  await types('czar tell one "a word"')
  const refused = await until(
    () => types('czar tell one "another"'),
    ({ stderr }) => stderr.includes('the czar can take no command now'),
  )
  const doctor = await types(printed('supervisor/take-commands: czar doctor', refused))
  expect(doctor.stdout).toContain('journal')
  other.exec('ROLLBACK')
  other.close()
  await until(
    () => types('czar tell one "a third"'),
    ({ code }) => code === 0,
  )
})
