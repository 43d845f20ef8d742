import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openHistory } from '../../../src/adapters/history/history.ts'
import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { aWorkRecord } from '../../support/builders/a-work-record.ts'
import { aPerson, printed } from '../a-person.ts'

const ONE = `workers:\n${aScriptedWorker('one', honestly('one'))}`

test('the hints of czar history lead from no history to a corrected record', async () => {
  const { types, fleet } = await aPerson(ONE)
  const stateDir = fleet.env['CZAR_STATE_DIR'] ?? ''
  const launch = printed('cli/history/change-history: czar launch FILE', await types('czar history forget --all'))
  expect(launch).toBe('czar launch FILE')
  const history = openHistory({ stateDir })
  history.save([aWorkRecord()])
  history.close()
  const list = printed('cli/history/change-history: czar history', await types('czar history forget 99'))
  expect(await types(list)).toMatchObject({ code: 0, stdout: expect.stringContaining('gateway') })
  const correct = printed('cli/verbs/look/history: czar history correct --help', await types('czar history correct 1'))
  expect((await types(correct)).stdout).toContain('--result <result>')
  const forget = printed('cli/verbs/look/history: czar history forget --help', await types('czar history forget'))
  expect((await types(forget)).stdout).toContain('--before <moment>')
  const help = printed('cli/verbs/look/history: czar history facts --help', await types('czar history facts -n none'))
  expect((await types(help)).stdout).toContain('--repo <repository>')
  const facts = printed('cli/history/change-history: czar history facts', await types('czar history forget f99'))
  expect(await types(facts)).toMatchObject({ code: 0, stdout: 'no facts are on record\n' })
})

test('the hint for a history that cannot be opened shows what lies there', async () => {
  const { types, fleet } = await aPerson(ONE)
  const stateDir = fleet.env['CZAR_STATE_DIR'] ?? ''
  mkdirSync(join(stateDir, 'history.db'), { recursive: true })
  const look = printed('adapters/history/history-failure: ls -la {}', await types('czar history'))
  expect((await types(look)).stdout).toMatch(/^d.* history\.db$/m)
  rmSync(join(stateDir, 'history.db'), { recursive: true })
  expect(await types('czar history')).toMatchObject({ code: 0 })
})

test('the hint for a damaged history moves it aside, and a new one begins', async () => {
  const { types, fleet } = await aPerson(ONE)
  const stateDir = fleet.env['CZAR_STATE_DIR'] ?? ''
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  writeFileSync(join(stateDir, 'history.db'), 'no database'.repeat(100))
  const move = printed('adapters/history/history-failure: mv {} {}   # czar begins a new history', await types('czar history'))
  expect(await types(move)).toMatchObject({ code: 0 })
  expect(existsSync(join(stateDir, 'history.db.broken'))).toBe(true)
  expect(await types('czar history')).toMatchObject({ code: 0 })
})

test.runIf(process.getuid?.() === 0)('czar doctor names a history that this user cannot write', async () => {
  const { types, fleet } = await aPerson(ONE)
  const stateDir = fleet.env['CZAR_STATE_DIR'] ?? ''
  openHistory({ stateDir }).close()
  chmodSync(join(stateDir, '..'), 0o755)
  // The other user may make SQLite's own files in the folder.
  chmodSync(stateDir, 0o777)
  chmodSync(join(stateDir, 'history.db'), 0o644)
  const asOther = (line: string) => types(`setpriv --reuid 65534 --regid 65534 --clear-groups -- ${line}`)
  const look = printed('cli/doctor/history: ls -l {}', await asOther('czar doctor'))
  expect((await asOther(look)).stdout).toMatch(/^-rw-r--r-- .* root .*history\.db$/m)
})
