import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../support/until.ts'
import { acknowledge, aRealFleet, aRealWorker, honestSteps } from './support/a-real-fleet.ts'
import { fleetStory } from './support/fleet-story.ts'
import { gemini } from './support/programs/gemini.ts'

const PATIENCE = { patienceMs: 150_000 }

test('usage: what the model said of each answer, once, cached tokens too, priced by the table, and the share of the window', async () => {
  const fleet = await aRealFleet(gemini, {
    ...PATIENCE,
    workers: aRealWorker(gemini, 'spender'),
    answer: turn => {
      const step = honestSteps(turn)[turn.step]
      return step === undefined ? null : { ...step, words: 'Next.', usage: { input: 1000, output: 10 * (turn.step + 1), cacheRead: 5000 } }
    },
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)

  expect(fleetStory(fleet, 'agent.usage').at(-1)?.tokens).toEqual({ input: 5000, output: 150, cacheRead: 25_000, cacheWrite: 0 })
  // 0.3, 2.5 and 0.03 dollars a million.
  const { workers } = JSON.parse((await fleet.run('status', '--json')).stdout) as ReturnType<typeof fleet.status>
  expect(workers['spender']?.usage).toMatchObject({ usd: 0.002625, tokens: 30_150, context: 6050 / 1_048_576, is_partial: false })
})

test('a rate limit: told at the third refusal in a row, while the program tries again by itself; the work goes on when it is over', async () => {
  let refusals = 0
  const message = 'Quota exceeded for requests. Please retry in 1s.'
  const fleet = await aRealFleet(gemini, {
    ...PATIENCE,
    workers: aRealWorker(gemini, 'limited'),
    answer: turn =>
      turn.step === 1 && refusals++ < 3
        ? { error: { type: 'RESOURCE_EXHAUSTED', message }, status: 429, retryAfter: 1 }
        : (honestSteps(turn)[turn.step] ?? null),
  })
  await fleet.launch()
  const limited = await fleet.eventually('agent.limited')
  expect(refusals).toBeGreaterThanOrEqual(3)
  expect(limited).toMatchObject({ limit: 'rate', account: 'gemini', strength: 'exact', evidence: 'its log' })
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'account.released')).toHaveLength(1)
})

test('a failed request ends the turn with its words; a person stops another one; the next text is taken', async () => {
  let failures = 0
  const fleet = await aRealFleet(gemini, {
    ...PATIENCE,
    workers: aRealWorker(gemini, 'failing'),
    policy: '{ idle_after: 1s }',
    answer: turn => {
      if (turn.message === 'm1' && failures++ === 0) return { error: { type: 'INVALID_ARGUMENT', message: 'No such thing.' }, status: 400 }
      return turn.message === 'm2' ? null : (honestSteps(turn)[turn.step] ?? null)
    },
  })
  await fleet.launch()
  const failed = await fleet.eventually('agent.turn', event => event.turn === 'idle')
  expect(failed.text).toContain('No such thing.')
  await until(
    () => fleet.model.requests().at(-1)?.at(-1) ?? '',
    text => text.startsWith('[czar m2 '),
    { timeoutMs: 90_000, what: 'the next request' },
  )
  fleet.tmux('send-keys', '-t', '=fleet-worker-failing:', 'Escape')
  const stopped = await fleet.eventually('agent.turn', event => event.turn === 'idle' && event.seq > failed.seq)
  expect(stopped).toMatchObject({ text: null, evidence: 'hook AfterAgent' })
  await fleet.eventually('project.finished', event => event.verified === 1)
})

test('kill -9 of the program is journalled, its session is resumed with what was said in it, and its work is verified', async () => {
  const fleet = await aRealFleet(gemini, {
    ...PATIENCE,
    workers: aRealWorker(gemini, 'mortal'),
    policy: '{ restart: { backoff: 100ms..1s } }',
    answer: turn => {
      const step = turn.message === 'm1' && turn.step === 2 ? null : (honestSteps(turn)[turn.step] ?? null)
      return step === null ? null : { ...step, usage: { input: 100, output: 10 } }
    },
  })
  await fleet.launch()
  const { agentSession } = await fleet.eventually('agent.session')
  await until(
    () => fleet.model.requests().length,
    count => count === 3,
    { timeoutMs: 90_000, what: 'the third request' },
  )
  process.kill(agentPid(fleet.projectDir, 'mortal', 1), 'SIGKILL')

  expect(await fleet.eventually('agent.exited')).toMatchObject({ how: 'exited', status: null, signal: 'SIGKILL' })
  expect(await fleet.eventually('agent.started', event => event.incarnation === 2)).toMatchObject({ resumed: agentSession })
  await fleet.eventually('message.submitted', event => event.incarnation > 1)
  expect(fleetStory(fleet, 'agent.exited', 'agent.ended').slice(1), 'the resumed one lives').toEqual([])
  expect(readFileSync(`/proc/${agentPid(fleet.projectDir, 'mortal', 2)}/cmdline`, 'utf8')).toContain(`--resume\0${agentSession}`)
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(
    fleet.model
      .requests()
      .at(-1)
      ?.map(text => /^\[czar \S+/.exec(text)?.[0]),
  ).toEqual(['[czar m1', '[czar m2'])
  const answers = fleet.model.requests().length - 1
  expect(fleetStory(fleet, 'agent.usage').at(-1)?.tokens, 'both of its files, each answer once').toMatchObject({
    input: 100 * answers,
    output: 10 * answers,
  })
  expect(readdirSync(join(fleet.projectDir, 'agents', 'mortal'))).toContain('gemini-home-mortal')
})

test('a full context: the handoff is asked for and written, and a fresh session goes on with it', async () => {
  const fleet = await aRealFleet(gemini, {
    ...PATIENCE,
    workers: aRealWorker(gemini, 'full'),
    policy: '{ context: { handoff_at: 30% } }',
    answer: turn => {
      const handoff = { run: `czar handoff --task ${turn.assignment} --done "read everything" --next "write the work.txt"` }
      if (turn.kind === 'handoff') return [handoff, { say: 'Handed off.' }][turn.step] ?? null
      if (turn.message !== 'm1') return honestSteps(turn)[turn.step] ?? null
      return [acknowledge(turn), { say: 'A lot.', usage: { input: 300_000, output: 90_000, cacheRead: 0 } }][turn.step] ?? null
    },
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)

  expect(fleetStory(fleet, 'ladder.climbed').map(({ rung }) => rung)).toEqual(['handoff', 'fresh'])
  expect(fleetStory(fleet, 'agent.started').map(({ resumed }) => resumed)).toEqual([null, null])
  const first = fleet.model.requests().at(-1)?.[0]
  expect(first).toMatch(/^\[czar m3 /)
  expect(first).toContain('write the work.txt')
})

function agentPid(projectDir: string, worker: string, incarnation: number): number {
  return Number(readFileSync(join(projectDir, 'agents', worker, String(incarnation), 'agent.pid'), 'utf8'))
}
