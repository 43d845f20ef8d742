import { globSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openJournal } from '../../../src/adapters/journal/journal.ts'
import { aScriptedWorker } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { aPerson, type Person, printed } from '../a-person.ts'

const ONE = `workers:\n${aScriptedWorker('one', ['stall: forever'])}`
const DONE = { code: 0 }
const isRoot = process.getuid?.() === 0

async function aLaunchedFleet(yaml = ONE): Promise<Person> {
  const person = await aPerson(yaml)
  expect(await person.types('czar launch czar.yaml')).toMatchObject(DONE)
  await person.fleet.eventually('message.submitted')
  return person
}

function loseJournal({ fleet }: Person): void {
  for (const file of globSync(`${fleet.projectDir}/journal.sqlite*`)) rmSync(file)
}

test('a project without a journal is launched, and one whose journal was lost continues without it', async () => {
  const person = await aPerson(ONE)
  const { fleet, types } = person
  mkdirSync(fleet.projectDir, { recursive: true, mode: 0o700 })
  writeFileSync(join(fleet.projectDir, 'left'), '')
  const launch = printed('adapters/journal/journal-reader: czar launch FILE', await types('czar log'))
  expect(await types(launch.replace('FILE', 'czar.yaml'))).toMatchObject(DONE)
  await fleet.eventually('message.submitted')
  await types('czar stop')
  loseJournal(person)
  const doctor = await types('czar doctor')
  printed('cli/journal/shorter-journal: {}   # or put the lost files back first', doctor)
  const again = printed('cli/journal/shorter-journal: czar launch {} --accept-shorter-journal', doctor)
  expect(await types(again)).toMatchObject(DONE)
  await types('czar stop')
  expect((await types('czar doctor')).stdout).toMatch(/^ok +journals /m)
})

test('agents that outlive a killed czar and its journal are stopped first, and then the fleet continues', async () => {
  const person = await aLaunchedFleet()
  const { fleet, types } = person
  fleet.killCzar()
  loseJournal(person)
  const refused = await types('czar launch czar.yaml')
  const stop = printed('cli/journal/shorter-journal: czar stop -p {}   # their work stays in the worktrees; then: {}', refused)
  expect(await types(stop)).toMatchObject(DONE)
  expect(await types(stop.replace(/.*then: /, ''))).toMatchObject(DONE)
})

test('a damaged journal is put aside as czar doctor prints, and the fleet continues with a new one', async () => {
  const { fleet, types } = await aLaunchedFleet()
  await types('czar stop')
  const [journal = ''] = globSync(`${fleet.projectDir}/journal.sqlite`)
  writeFileSync(journal, 'no database at all, and longer than the head of one. '.repeat(100))
  const doctor = await types(printed('adapters/journal/journal-errors: czar doctor', await types('czar log')))
  const name = 'cli/doctor/journals: mkdir -p {} && mv {}/journal.sqlite* {}/   # then: {} --accept-shorter-journal'
  const aside = printed(name, doctor)
  expect(await types(aside)).toMatchObject(DONE)
  expect(await types(aside.replace(/.*then: /, ''))).toMatchObject(DONE)
  await types('czar stop')
  mkdirSync(join(fleet.directory, 'kept'))
  for (const file of globSync(`${fleet.projectDir}/journal.sqlite*`))
    renameSync(file, join(fleet.directory, 'kept', file.split('/').at(-1) ?? ''))
  mkdirSync(journal)
  const look = printed('adapters/journal/sqlite-failure: df -h {}; ls -la {}', await types('czar log'))
  expect((await types(look)).stdout).toMatch(/^d.* journal.sqlite$/m)
})

test('a journal that another program holds is named, and the launch works when the program has released it', async () => {
  const { fleet, types } = await aLaunchedFleet()
  await types('czar stop')
  const holder = new DatabaseSync(join(fleet.projectDir, 'journal.sqlite'))
  holder.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  const refused = await types('czar launch czar.yaml')
  const doctor = await types(printed('adapters/journal/sqlite-failure: czar doctor', refused))
  expect(doctor.stdout).toMatch(/^BAD +journal .*locked/m)
  holder.close()
  expect(await types('czar launch czar.yaml')).toMatchObject(DONE)
})

test('a czar in the foreground that another one replaced says so, and its printed command shows the other', async () => {
  const { fleet, types } = await aPerson(ONE)
  const foreground = types('czar launch -f czar.yaml')
  await fleet.eventually('message.submitted')
  openJournal({ projectDir: fleet.projectDir }).close()
  await types('czar tell one "go on"')
  expect((await types(printed('adapters/journal/journal-errors: czar status', await foreground))).stdout).toMatch(/^fleet: /)
})

test('a fleet whose czar is killed again and again is started by the line in its log', async () => {
  const { fleet, types } = await aPerson(ONE.replace('workers', 'watchdog: true\nworkers'))
  fleet.configure(`watchdog: true\n${ONE}`)
  await types("sed -i '/watchdog: false/d' czar.yaml && czar launch czar.yaml")
  for (let time = 0; time < 4; time += 1) {
    const { pid } = (await until(
      () => fleet.events().findLast(event => event.kind === 'czar.started'),
      event => event?.kind === 'czar.started' && event.pid === fleet.supervisorPid(),
      { timeoutMs: 60_000 },
    )) as { pid: number }
    process.kill(pid, 'SIGKILL')
    await until(() => fleet.supervisorPid() !== pid || time === 3)
  }
  const log = await until(
    () => types('czar log'),
    ({ stdout }) => stdout.includes('next: '),
  )
  const again = printed('cli/output/event-line: {}   # goes on where it was', log)
  expect(await types(again)).toMatchObject(DONE)
  expect((await types('czar log')).stdout).not.toContain('next: ')
})

test.runIf(isRoot)('a journal that another user owns is reported with the line that shows the owner', async () => {
  const { types } = await aLaunchedFleet()
  await types('czar stop && chmod 755 . status status/fleet')
  const asOther = (line: string) => types(`setpriv --reuid 65534 --regid 65534 --clear-groups -- ${line}`)
  const look = printed('adapters/journal/sqlite-failure: ls -la {}', await asOther('czar log'))
  expect((await asOther(look)).stdout).toMatch(/^-rw-------.* root .* journal.sqlite$/m)
})

test.runIf(isRoot)('a journal on a full disk is reported with the disk, and is written when there is space', async () => {
  const { fleet, types } = await aLaunchedFleet()
  await types('czar stop')
  const status = join(fleet.directory, 'status')
  const onDisk = (line: string) =>
    types(
      `unshare -m bash -c 'cp -r ${status} kept && mount -t tmpfs -o size=8m none ${status} && cp -r kept/fleet ${status} && rm -r kept; head -c 20M /dev/zero > ${status}/big 2>/dev/null; ${line}'`,
    )
  const full = await onDisk('czar clean --discard')
  const look = printed('adapters/journal/sqlite-failure: df -h {}', full)
  expect((await onDisk(`${look}; rm ${status}/big; czar clean --discard`)).stdout).toMatch(/100%[\s\S]*removed/)
})
