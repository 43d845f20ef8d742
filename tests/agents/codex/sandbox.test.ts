import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { honestSteps, inBetween } from '../support/honest-steps.ts'
import { codex } from '../support/programs/codex.ts'

test('commands that the brief demands may leave the sandbox without a permission, also if the policy denies the rest', async () => {
  const results: string[] = []
  const fleet = await aRealFleet(codex, {
    workers: aRealWorker(codex, 'free'),
    policy: '{ permissions: { otherwise: deny } }',
    answer: turn => {
      results.push(turn.result)
      return inBetween(turn, codex.permission.call('git status'))
    },
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'agent.turn').filter(({ turn }) => turn === 'waiting')).toEqual([])
  expect(results.filter(result => codex.denied.test(result))).toEqual([])
  expect(results.some(result => result.includes('On branch feat/free'))).toBe(true)
})

test('a handoff is written from within the sandbox without a permission', async () => {
  const results: string[] = []
  const fleet = await aRealFleet(codex, {
    workers: aRealWorker(codex, 'heir'),
    policy: '{ permissions: { otherwise: deny } }',
    answer: turn => {
      results.push(turn.result)
      return inBetween(turn, codex.run('czar handoff --next "the lexer"'))
    },
  })
  await fleet.launch()
  await until(
    () => globSync('texts/handoffs/heir-*.md', { cwd: fleet.projectDir }).length,
    count => count === 1,
    {
      timeoutMs: codex.patienceMs,
      what: `the handoff:\n${results.join('\n')}`,
    },
  )
  expect(results.join('\n')).not.toMatch(/EROFS|read-only/i)
  expect(fleetStory(fleet, 'agent.turn').filter(({ turn }) => turn === 'waiting')).toEqual([])
})

test('at provider errors (500) the account is parked when Codex gives up, and nobody is asked; Codex does not report their end', async () => {
  const fleet = await aRealFleet(codex, {
    workers: aRealWorker(codex, 'limited'),
    answer: turn =>
      turn.step === 2
        ? { error: { type: 'server_error', message: 'Please try again in 3s.' }, status: 500, retryAfter: 1 }
        : (honestSteps(turn)[turn.step] ?? null),
  })
  await fleet.launch()
  const limited = await fleet.eventually('agent.limited')
  expect(limited).toMatchObject({
    limit: 'overload',
    account: 'codex',
    strength: 'exact',
    resetAt: null,
    text: expect.stringContaining('high demand'),
  })
  await until(fleet.status, ({ workers }) => workers['limited']?.health === 'limited')
  expect(fleetStory(fleet, 'account.probed', 'ladder.climbed', 'attention.raised')).toEqual([])
})
