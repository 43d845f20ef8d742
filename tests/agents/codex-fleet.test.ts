import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { livingProcessesWith } from '../support/living-processes.ts'
import { until } from '../support/until.ts'
import { aRealFleet, aRealWorker, honestSteps, type RealFleetSetup } from './support/a-real-fleet.ts'
import { codex } from './support/programs/codex.ts'

const aCodexFleet = (setup: RealFleetSetup) => aRealFleet(codex, { patienceMs: 120_000, ...setup })

test('three workers, one of whom builds on another, take their tasks, report, commit in the sandbox, are proven, and nothing is left running', async () => {
  const fleet = await aCodexFleet({
    workers: [
      aRealWorker(codex, 'base'),
      aRealWorker(codex, 'side'),
      aRealWorker(codex, 'top', '    depends_on: [base]\n').replace('accept: [', 'accept: ["test -f src/base/work.txt", '),
    ].join(''),
    answer: turn => honestSteps(turn)[turn.step] ?? null,
  })
  const before = readFileSync(join(fleet.directory, 'codex', 'config.toml'), 'utf8')

  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: '' })

  await fleet.eventually('project.finished', event => event.verified === 3)
  await until(
    () => livingProcessesWith(fleet.directory),
    processes => processes.length === 0,
  )
  expect(fleet.status().attention).toEqual([])
  const submitted = fleet.events().filter(event => event.kind === 'message.submitted')
  expect(submitted.map(({ worker, receipt, strength }) => [worker, receipt, strength]).sort()).toEqual(
    ['base', 'side', 'top'].map(worker => [worker, 'hook UserPromptSubmit', 'exact']),
  )
  expect(fleet.events().some(event => event.kind === 'agent.turn' && event.turn === 'waiting')).toBe(false)
  expect(fleet.git('show', 'feat/top:src/base/work.txt')).toBe('work of base')
  // What Codex itself notes at its first start.
  const after = readFileSync(join(fleet.directory, 'codex', 'config.toml'), 'utf8')
  expect(after.replace('\n[tui]\nscreen_reader_detection_done = true\n', '')).toBe(before)
})
