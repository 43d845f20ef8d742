import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { livingProcessesWith } from '../../support/living-processes.ts'
import { until } from '../../support/until.ts'
import { aMixedFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { honestSteps, inBetween } from '../support/honest-steps.ts'
import type { Answer, Turn } from '../support/model-answer.ts'
import { claude } from '../support/programs/claude.ts'
import { codex } from '../support/programs/codex.ts'
import { gemini } from '../support/programs/gemini.ts'
import { opencode } from '../support/programs/opencode.ts'

/** The model refuses the second step, and again when the program retries the step once. The program then gives up. */
function limitedOnce(): (turn: Turn) => Answer | null {
  let refusals = 0
  return turn => {
    if (turn.step !== 1 || refusals === 2) return honestSteps(turn)[turn.step] ?? null
    refusals++
    return { error: { type: 'rate_limit_error', message: 'too many requests' }, status: 429, retryAfter: 1 }
  }
}

test('of four agent programs at once one is killed, one meets a limit, one wants what the policy allows; all work is verified without a person', {
  timeout: 600_000,
}, async () => {
  let isKilled = false
  const honest = (turn: Turn) => honestSteps(turn)[turn.step] ?? null
  const { fleet, models } = await aMixedFleet(
    [
      { agent: claude, answer: limitedOnce() },
      // The first agent of this worker hangs until it is killed.
      { agent: codex, answer: turn => (turn.message === 'm1' && turn.step === 2 && !isKilled ? null : honest(turn)) },
      { agent: opencode, answer: turn => inBetween(turn, { run: 'touch asked-for' }, { run: 'rm asked-for' }) },
      { agent: gemini, answer: honest },
    ],
    {
      workers: [
        aRealWorker(claude, 'anna', '    model: claude-opus-4-5\n'),
        aRealWorker(codex, 'ben', '    model: gpt-5.4-mini\n'),
        aRealWorker(opencode, 'carl', '    model: anthropic/claude-haiku-4-5\n'),
        aRealWorker(gemini, 'dora', '    model: gemini-2.5-flash\n'),
      ].join(''),
      policy: '{ restart: { backoff: 100ms..1s }, permissions: { allow: ["touch asked-for", "rm asked-for"] } }',
      patienceMs: 500_000,
    },
  )
  await fleet.launch()
  await fleet.eventually('report.received', event => event.worker === 'ben')
  const pid = Number(readFileSync(join(fleet.projectDir, 'agents', 'ben', '1', 'agent.pid'), 'utf8'))
  isKilled = true
  process.kill(pid, 'SIGKILL')

  await fleet.eventually('project.finished', event => event.verified === 4)

  expect(fleet.events().flatMap(event => (event.kind === 'agent.exited' && event.worker === 'ben' ? [event.signal] : []))[0]).toBe(
    'SIGKILL',
  )
  expect(fleet.events().flatMap(event => (event.kind === 'agent.limited' ? [event.worker] : []))).toContain('anna')
  expect(models.map(model => model.asked())).toEqual([['claude-opus-4-5'], ['gpt-5.4-mini'], ['claude-haiku-4-5'], ['gemini-2.5-flash']])
  expect(fleet.events().filter(event => event.kind.startsWith('person.'))).toEqual([])
  expect(fleet.status().attention).toEqual([])
  await until(
    () => livingProcessesWith(fleet.directory),
    processes => processes.length === 0,
    { timeoutMs: 60_000 },
  )
})
