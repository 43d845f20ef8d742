import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { endProcesses, killRest } from '../../../src/adapters/processes/end-processes.ts'
import { type ProcessRow, readProcess } from '../../../src/adapters/processes/process-table.ts'
import { passingTime } from '../../support/passing-time.ts'

/** A shell that runs `script` and has already printed `ready`, and the promise of how the shell ends. */
async function aProcess(script: string): Promise<{ row: ProcessRow; ended: Promise<NodeJS.Signals | number | null> }> {
  const child = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = once(child, 'exit').then(([code, signal]) => signal ?? code)
  await once(child.stdout, 'data')
  const row = readProcess(child.pid ?? 0)
  if (row === null) throw new Error('it has ended by itself')
  return { row, ended }
}

/** Finds the process while the process lives. Each search calls `begin` first. */
const looksFor =
  ({ pid, born }: ProcessRow, begin: () => void) =>
  () => {
    begin()
    const now = readProcess(pid)
    return now?.born === born ? [now] : []
  }

const POLITE = 'trap "exit 7" TERM; echo ready; while :; do sleep 0.02; done'
const DEAF = 'trap "" TERM; echo ready; while :; do sleep 0.02; done'

test('a slow reading of the process list does not shorten the grace in which a process may end by itself', async () => {
  const pass = passingTime()
  const { row, ended } = await aProcess(POLITE)
  let looks = 0
  const look = looksFor(row, () => {
    looks += 1
    if (looks === 1) pass(90_000)
  })
  expect(await endProcesses(look, 60_000)).toEqual([])
  expect(await ended).toBe(7)
})

test.each([0, 60])('SIGKILL ends a process that ignores SIGTERM after a grace of %i ms', async graceMs => {
  const { row, ended } = await aProcess(DEAF)
  expect(
    await endProcesses(
      looksFor(row, () => {}),
      graceMs,
    ),
  ).toEqual([])
  expect(await ended).toBe('SIGKILL')
})

test('slow readings of the process list after SIGKILL spare no process', async () => {
  const pass = passingTime()
  const { row, ended } = await aProcess(DEAF)
  const look = looksFor(row, () => pass(6_000))
  expect(await killRest(look, [])).toEqual([])
  expect(await ended).toBe('SIGKILL')
})
