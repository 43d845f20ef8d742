import { mkdirSync, rmSync } from 'node:fs'
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
