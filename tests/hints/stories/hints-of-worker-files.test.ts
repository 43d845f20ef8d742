import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { aPerson, type Person, printed } from '../a-person.ts'

const FLEET = `workers:\n${aScriptedWorker('one', [...honestly('one'), 'stall: forever'])}${aScriptedWorker('two', ['ack: "x"', 'stall: forever'])}`
const DONE = { code: 0 }
const isRoot = process.getuid?.() === 0

interface Stopped extends Person {
  /** Types a line in worker one's terminal, as the worker would. */
  readonly asOne: Person['types']
  readonly file: (name: string) => string
}

/** A fleet that was stopped when worker one was proven and had an unread message from worker two. */
async function aStoppedFleet(): Promise<Stopped> {
  const person = await aPerson(FLEET)
  const { fleet, types } = person
  const pane = (worker: string) => ({ CZAR_WORKER: worker, CZAR_PROJECT: 'fleet', CZAR_PROJECT_DIR: fleet.projectDir })
  await types('czar launch czar.yaml')
  await fleet.eventually('verification.finished')
  await types('czar say one "the port is 8080"', pane('two'))
  await fleet.eventually('worker.said')
  await types('czar stop')
  return { ...person, asOne: (line, env = {}) => types(line, { ...pane('one'), ...env }), file: name => join(fleet.projectDir, name) }
}

/** Types a line that fails, then the command that czar suggests, and then the line again, which now works. */
async function mended(types: Person['types'], line: string, name: string): Promise<void> {
  const refused = await types(line)
  expect(refused.code, line).not.toBe(0)
  expect(await types(printed(name, refused)), name).toMatchObject(DONE)
  expect(await types(line), line).toMatchObject(DONE)
}

test("a worker's files that are damaged, or are links, are removed by the printed line, and the same command then works", async () => {
  const { asOne, file, fleet, types } = await aStoppedFleet()
  writeFileSync(file('inbox/one.json'), '{')
  await mended(asOne, 'czar inbox', 'adapters/status/reports/inbox: rm {}')
  writeFileSync(file('inbox/one.letters.json'), '[]')
  await mended(asOne, 'czar inbox', 'adapters/status/letters: rm {}')
  writeFileSync(file('results/index.json'), 'no index')
  await mended(types, 'czar results', 'adapters/status/results: rm {}')
  writeFileSync(file('workers/one.lock'), 'this is no database, and is longer than the head of one. '.repeat(40))
  await mended(asOne, 'czar report note "a"', 'adapters/status/reports/report-number: rm {}')
  renameSync(file('workers'), join(fleet.directory, 'elsewhere'))
  symlinkSync(join(fleet.directory, 'elsewhere'), file('workers'))
  await mended(asOne, 'czar report note "b"', 'adapters/status/files/replace-file: rm {}')
  rmSync(file('workers'), { recursive: true })
  expect((await types('czar launch czar.yaml')).code).toBe(0)
  expect((await asOne('czar inbox')).stdout).toContain('the port is 8080')
})

test('texts that are missing or are folders are shown, and a launch writes a result again', async () => {
  const { asOne, file, types } = await aStoppedFleet()
  const [message = ''] = /^m\d+/m.exec((await asOne('czar inbox')).stdout) ?? []
  rmSync(file(`texts/${message}.txt`))
  const gone = await asOne(`czar inbox ${message}`)
  expect((await asOne(printed('cli/output/inbox: czar inbox', gone))).stdout).toContain('is gone')
  expect((await asOne(printed('cli/output/letters: czar inbox', await asOne('czar inbox s9')))).stdout).toContain('s1')
  mkdirSync(file(`texts/${message}.txt`))
  const look = printed('adapters/status/files/texts: ls -la {}', await asOne(`czar inbox ${message}`))
  expect((await asOne(look)).stdout).toMatch(/^d.* \.$/m)
  rmSync(file('results/one.md'))
  const again = printed('core/model/gave-up: czar launch {}', await types('czar results one'))
  expect(await types(again)).toMatchObject(DONE)
  expect((await types('czar results one')).stdout).toContain('it is there')
  await types('czar stop')
  rmSync(file('results/one.md'))
  mkdirSync(file('results/one.md'))
  const folder = printed('adapters/status/results: ls -la {}', await types('czar results one'))
  expect((await types(folder)).stdout).toMatch(/^d.* \.$/m)
})

test('a text that a worker cannot send in this form is refused with the help for the right form', async () => {
  const { asOne } = await aStoppedFleet()
  for (const [line, name, env] of [
    ['czar report note x', 'adapters/status/files/project-files: czar status', { CZAR_WORKER: '../x' }],
    ['czar run true', 'cli/project/runs-place: czar status', { CZAR_WORKER: '../x' }],
    [`czar report note "${'x'.repeat(40_000)}"`, 'adapters/status/reports/append-report: czar report --help', {}],
    ['czar say two ""', 'cli/verbs/worker/check-letter: czar say --help', {}],
    ['czar report done --task one.1 - --file -', 'cli/verbs/worker/report: czar report done --help', {}],
    [`czar report fact "${'x'.repeat(201)}"`, 'cli/verbs/worker/read-fact: czar report fact --help', {}],
    ['czar report review', 'cli/verbs/worker/report: czar report review --help', {}],
    ['czar report review --file nothing.json', 'cli/verbs/worker/read-findings: czar report review --help', {}],
    ['czar report done --task one.1 x --file nothing.md', 'cli/verbs/worker/read-details: czar report done --help', {}],
  ] as const) {
    const refused = await asOne(`${line} < /dev/null`, env)
    expect(refused.code, line).not.toBe(0)
    const helped = await asOne(printed(name, refused), env)
    expect(helped, name).toMatchObject(DONE)
    expect(helped.stdout, name).toMatch(name.endsWith('--help') ? /^Usage: czar (report|say)/ : /^fleet: /)
  }
})

test.runIf(isRoot)(
  'a worker whose folder is full, or belongs to another user, is told where to look, and reports after it was fixed',
  async () => {
    const { asOne, file, fleet } = await aStoppedFleet()
    await asOne('chown -R 65534:65534 status && chmod 755 . status && chmod 500 status/fleet/workers')
    const other = (line: string) => asOne(`setpriv --reuid 65534 --regid 65534 --clear-groups -- ${line}`, { HOME: fleet.directory })
    const shut = await other('czar report note "a"')
    expect((await other(printed('adapters/status/files/replace-file: ls -la {}', shut))).stdout).toMatch(/^dr-x.* \.$/m)
    await other(`chmod 700 '${file('workers')}'`)
    expect(await other('czar report note "a"')).toMatchObject(DONE)

    const onDisk = (line: string) =>
      asOne(
        `unshare -m bash -c 'cp -r ${file('workers')} kept; mount -t tmpfs -o size=64k none ${file('workers')} && cp kept/* ${file('workers')} && rm -r kept; head -c 1M /dev/zero > ${file('workers')}/big 2>/dev/null; ${line}'`,
      )
    const full = await onDisk('czar report note "b"')
    const free = printed('adapters/status/files/replace-file: df -h {}', full)
    expect((await onDisk(`${free}; rm ${file('workers')}/big; czar report note "b"`)).stdout).toMatch(/100%[\s\S]*note reported/)
    const room = printed(
      'adapters/status/reports/report-number: df -h {}',
      await onDisk(`rm ${file('workers')}/one.lock; czar report note "c"`),
    )
    expect((await onDisk(`${room}`)).stdout).toContain('100%')
    const readOnly = await onDisk(`mount -o remount,ro ${file('workers')}; czar report note "d"`)
    const look = printed('adapters/status/reports/report-number: ls -la {}', readOnly)
    expect((await onDisk(look)).stdout).toContain('one.lock')
  },
)
