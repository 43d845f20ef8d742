import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker } from '../../../support/a-fleet.ts'
import { livingProcessesWith } from '../../../support/living-processes.ts'
import { until } from '../../../support/until.ts'

/** A worker that understands its task and then waits for an answer. */
const WAITING = ['ack: "Write the file that the task names"', 'blocked: "Which port?"']

test('a launch finds in the background which accept commands prove nothing, and the findings stay', async () => {
  const fleet = await aFleet(
    `workers:\n${aScriptedWorker('one', WAITING, '    accept: ["grep -q repository README.md"]\n')}${aScriptedWorker('two', WAITING, '    accept: ["test -f src/two/work.txt", "grep -q repository README.md"]\n')}`,
  )
  expect((await fleet.launch()).code).toBe(0)
  const { findings } = await fleet.eventually('base_gates.checked')
  expect(findings.map(({ level, task, place }) => [level, task, place])).toEqual([['warning', 'one', 'czar.yaml:8:14']])
  const says = 'czar.yaml:8:14: nothing in the accept of one proves the work: `grep -q repository README.md` passes on base already'
  const { stdout } = await fleet.run('status')
  expect(stdout).toContain(`ACCEPT COMMANDS, TRIED ON BASE\n  warning: ${says}`)
  expect((await fleet.run('summary')).stdout).toContain('nothing in the accept of one proves the work')
  expect((await fleet.run('log')).stdout).toContain(says)
  expect(fleet.git('worktree', 'list')).not.toContain('.proofs')
  expect(fleet.events().findIndex(({ kind }) => kind === 'base_gates.started')).toBeGreaterThan(
    fleet.events().findLastIndex(({ kind }) => kind === 'agent.started'),
  )
})

test('a czar that is killed while a command runs on base leaves nothing, and the next czar does not run it again', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', WAITING, '    accept: ["echo > $HOME/begun; sleep 300"]\n')}`)
  expect((await fleet.launch()).code).toBe(0)
  await until(() => existsSync(join(fleet.directory, 'begun')))
  fleet.killCzar()
  expect((await fleet.launch()).code).toBe(0)
  expect((await fleet.eventually('base_gates.refused')).reason).toContain('czar died while it ran the accept commands')
  expect(fleet.git('worktree', 'list')).not.toContain('.proofs')
  expect(livingProcessesWith(join(`${fleet.repository}.worktrees`, 'fleet', '.proofs'))).toEqual([])
  expect(fleet.events().filter(({ kind }) => kind === 'base_gates.started')).toHaveLength(1)
})

test('a czar that is stopped while a command runs on base ends the command', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', WAITING, '    accept: ["echo > $HOME/begun; sleep 300"]\n')}`)
  expect((await fleet.launch()).code).toBe(0)
  await until(() => existsSync(join(fleet.directory, 'begun')))
  expect((await fleet.run('stop')).code).toBe(0)
  await fleet.eventually('czar.stopped')
  const proofs = join(`${fleet.repository}.worktrees`, 'fleet', '.proofs')
  await until(() => livingProcessesWith(proofs).length === 0)
  await until(() => !fleet.git('worktree', 'list').includes('.proofs'))
})
