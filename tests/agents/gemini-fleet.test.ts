import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { livingProcessesWith } from '../support/living-processes.ts'
import { until } from '../support/until.ts'
import { aRealFleet, aRealWorker, honestSteps } from './support/a-real-fleet.ts'
import { gemini } from './support/programs/gemini.ts'

test('two workers, one of whom builds on the other, take their tasks, report, commit, are proven, and nothing is left running', async () => {
  const fleet = await aRealFleet(gemini, {
    workers: aRealWorker(gemini, 'base') + aRealWorker(gemini, 'top', '    depends_on: [base]\n'),
    patienceMs: 150_000,
    answer: turn => honestSteps(turn)[turn.step] ?? null,
  })
  const settings = join(fleet.directory, 'gemini', '.gemini', 'settings.json')
  const before = readFileSync(settings, 'utf8')
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: '' })

  await fleet.eventually('project.finished', event => event.verified === 2)
  await until(
    () => livingProcessesWith(fleet.directory),
    processes => processes.length === 0,
  )
  expect(fleet.status().attention).toEqual([])
  const submitted = fleet.events().filter(event => event.kind === 'message.submitted')
  expect(submitted.map(({ worker, receipt, strength }) => [worker, receipt, strength]).sort()).toEqual(
    ['base', 'top'].map(worker => [worker, 'hook BeforeAgent', 'exact']),
  )
  expect(fleet.events().some(event => event.kind === 'agent.turn' && event.turn === 'waiting')).toBe(false)
  expect(fleet.git('show', 'feat/top:src/base/work.txt')).toBe('work of base')
  expect(readFileSync(settings, 'utf8')).toBe(before)
})
