import { execFile } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aPlanner, BAD_ID, GOOD, NOTHING } from '../../../support/a-planner.ts'
import { until } from '../../../support/until.ts'

test('a budget stops a program that reports its cost, also between two rounds', async () => {
  const { plan, prompts } = await aPlanner([BAD_ID, BAD_ID, GOOD])
  const refused = await plan('--usd', '0.4')
  expect(refused.stderr).toContain('claude has used its budget of $0.4')
  expect(prompts()).toHaveLength(2)
})

test('a program that hangs is ended with all its processes when its time is over', async () => {
  const { plan, left } = await aPlanner([], { hangs: true })
  const late = await plan('--time', '2s')
  expect(late).toMatchObject({ code: 1, stderr: expect.stringContaining('claude did not plan within 2s; nothing is written') })
  expect(left()).toEqual(NOTHING)
})

test('if the process that cleans up is killed too, the next czar plan removes what is left', async () => {
  const { env, fleet, plan, left, isHanging } = await aPlanner([], { hangs: true })
  const bin = join(import.meta.dirname, '../../../..', 'bin', 'czar.js')
  const child = execFile(process.execPath, [bin, 'plan', 'x', '--agent', 'claude'], { env, cwd: fleet.repository })
  await until(isHanging, Boolean, { what: 'the agent works' })
  const [keeper = ''] = globSync(`${fleet.repository}.worktrees/.planning/*/keeper.json`)
  process.kill(JSON.parse(readFileSync(keeper, 'utf8')).keeper.pid, 'SIGKILL')
  child.kill('SIGKILL')
  const line = JSON.stringify({ type: 'result', subtype: 'success', result: JSON.stringify(GOOD) })
  const program = join(fleet.directory, 'bin', 'claude')
  writeFileSync(program, `#!${process.execPath}\nrequire('node:fs').readFileSync(0)\nconsole.log(${JSON.stringify(line)})\n`)
  expect(await plan()).toMatchObject({ code: 0, stderr: 'claude plans: round 1 of 3\n' })
  expect(left()).toEqual(NOTHING)
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s of czar plan leaves no worktree, no folder and no process', async signal => {
  const { env, fleet, left, isHanging } = await aPlanner([], { hangs: true })
  const bin = join(import.meta.dirname, '../../../..', 'bin', 'czar.js')
  const child = execFile(process.execPath, [bin, 'plan', 'x', '--agent', 'claude'], { env, cwd: fleet.repository })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  await until(isHanging, Boolean, { what: 'the agent works' })
  expect(left()).toMatchObject({ worktrees: 1, folder: true })
  child.kill(signal)
  expect(await ended).toBe(130)
  expect(await until(left, ({ worktrees, folder, processes }) => worktrees + processes === 0 && !folder, { what: 'all is gone' })).toEqual(
    NOTHING,
  )
})
