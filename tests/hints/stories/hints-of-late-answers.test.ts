import { globSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { aScriptedWorker } from '../../support/a-fleet.ts'
import { aPerson, printed } from '../a-person.ts'

const ONE = `workers:\n${aScriptedWorker('one', ['stall: forever'])}`
const DONE = { code: 0 }

test('a repository of which another program holds the lock is changed when that has let go', async () => {
  const { fleet, types } = await aPerson(ONE)
  await types('czar launch czar.yaml')
  await fleet.eventually('worktree.ready')
  await types('czar stop')
  const [file = ''] = globSync(`${fleet.directory}/status/.locks/*`)
  const holder = new DatabaseSync(file)
  holder.exec('BEGIN EXCLUSIVE')
  const late = await types('czar clean')
  const name = 'adapters/git/repository-lock: czar status   # of the projects of this repository; try again when the other is done'
  expect(await types(printed(name, late))).toMatchObject(DONE)
  holder.close()
  expect(await types('czar clean')).toMatchObject(DONE)
})

test('a fleet that does not end in two minutes is looked into with the printed line, and ends when tmux answers again', async () => {
  const { fleet, types } = await aPerson(ONE)
  await types('czar launch czar.yaml')
  await fleet.eventually('message.submitted')
  const server = Number(fleet.tmux('display-message', '-p', '#{pid}'))
  process.kill(server, 'SIGSTOP')
  const late = await types('czar stop')
  process.kill(server, 'SIGCONT')
  expect((await types(printed('cli/stop-and-wait: czar log -p {}', late))).stdout).toContain('person.stop')
  await fleet.eventually('czar.stopped')
})
