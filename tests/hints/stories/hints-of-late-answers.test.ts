import { globSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { aScriptedWorker } from '../../support/a-fleet.ts'
import { aPerson, printed } from '../a-person.ts'

const ONE = `workers:\n${aScriptedWorker('one', ['stall: forever'])}`
const DONE = { code: 0 }

test('a repository that another program has locked is changed when the program has released the lock', async () => {
  const { fleet, types } = await aPerson(ONE)
  await types('czar launch czar.yaml')
  await fleet.eventually('worktree.ready')
  await types('czar stop')
  const [file = ''] = globSync(`${fleet.directory}/status/.locks/*`)
  const holder = new DatabaseSync(file)
  holder.exec('BEGIN EXCLUSIVE')
  const late = await types('czar clean')
  const name =
    'adapters/git/repository/repository-lock: czar status   # of the projects of this repository; try again when the other is done'
  expect(await types(printed(name, late))).toMatchObject(DONE)
  holder.close()
  expect(await types('czar clean')).toMatchObject(DONE)
})
