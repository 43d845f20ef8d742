import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker, type RealFleet } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { honestSteps } from '../support/honest-steps.ts'
import type { Answer, Turn } from '../support/model-answer.ts'
import { paneOf } from '../support/pane-of.ts'
import { claude } from '../support/programs/claude.ts'
import { takeScreen } from '../support/take-screen.ts'
import { NOTHING } from '../support/tell-screens.ts'

const NOBODY = 'Not logged in · Please run /login'
/**
 * With these times, czar soon asks an agent that has stopped, and then asks it again. The times are long enough for a working agent that is
 * slow.
 */
const POLICY = '{ idle_after: 2s, restart: { backoff: 100ms..1s } }'
const QUIET_MS = 8_000

const honest = (turn: Turn) => honestSteps(turn)[turn.step] ?? null
const rejected: Answer = { error: { type: 'authentication_error', message: 'invalid x-api-key' }, status: 401 }

/** Checks that the worker gets only the listed texts, and that people are told nothing more. */
async function staysAlone(fleet: RealFleet, ...texts: readonly string[]): Promise<void> {
  const [raised] = fleetStory(fleet, 'attention.raised')
  await until(
    () => Date.now() - (raised?.at ?? 0),
    ms => ms > QUIET_MS,
    { timeoutMs: 2 * QUIET_MS },
  )
  expect(fleetStory(fleet, 'attention.raised')).toEqual([raised])
  expect(queued(fleet)).toEqual(texts)
  expect(fleetStory(fleet, 'ladder.climbed', 'agent.exited', 'agent.ended', 'attention.settled')).toEqual([])
}

/** Writes what a login in another terminal writes, for all sessions of this user. */
function logIn(fleet: RealFleet): void {
  const oauth = { accessToken: 'dummy', refreshToken: 'dummy', expiresAt: Date.now() + 86_400_000, scopes: ['user:inference'] }
  writeFileSync(join(fleet.directory, 'claude', '.credentials.json'), JSON.stringify({ claudeAiOauth: oauth }))
}

/** Nobody is logged in, and the environment has no key. */
const withoutToken: typeof claude.settle = (home, url) => {
  const { ANTHROPIC_AUTH_TOKEN: _, ...env } = claude.settle(home, url)
  return env
}

const queued = (fleet: RealFleet) => fleetStory(fleet, 'message.queued').map(({ messageKind }) => messageKind)

test('Claude Code without a login reports this as an answer: a person is told, nothing more is pasted, and after a login work continues', {
  meta: { proves: ['login'] },
}, async ({ task }) => {
  const agent = { ...claude, settle: withoutToken }
  const fleet = await aRealFleet(agent, { workers: aRealWorker(agent, 'lost'), policy: POLICY, answer: honest })
  await fleet.launch()
  const raised = await fleet.eventually('attention.raised')
  expect(raised).toMatchObject({
    key: 'dialog:lost',
    text: `lost's agent asks for a login: ${NOBODY}`,
    hint: expect.stringMatching(/^czar attach lost .*\/login/),
  })
  const [told] = fleetStory(fleet, 'agent.logged_out')
  expect(raised.at - (told?.said ?? 0)).toBeLessThanOrEqual(2_000)
  await until(fleet.status, ({ workers }) => workers['lost']?.reason === 'asks for a login')
  await takeScreen(fleet, { agent, worker: 'lost', shows: 'logged out', label: { ...NOTHING, composer: 'empty' }, drawn: NOBODY })

  // A person begins to log in at the worker's pane, and then cancels.
  const pane = paneOf(fleet, 'lost')
  pane.type('/login')
  await until(pane.screen, screen => screen.includes('Sign in with your Anthropic account'), { what: 'the command' })
  pane.press('Enter')
  await fleet.eventually('agent.turn', event => event.turn === 'waiting')
  pane.press('Escape')
  await fleet.eventually('agent.turn', event => event.turn === 'idle' && event.evidence.startsWith('status file'))
  await staysAlone(fleet, 'brief')
  expect(fleet.model.requests(), 'no model was asked').toEqual([])
  expect(fleet.status().workers['lost']).toMatchObject({ usage: { turns: 0 } })

  logIn(fleet)
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(queued(fleet)).toEqual(['brief', 'go_on'])
  expect(fleetStory(fleet, 'attention.raised')).toEqual([raised])
  expect(fleetStory(fleet, 'agent.started')).toHaveLength(1)
  if (told !== undefined) task.meta.saw = { login: `${told.strength}: ${told.evidence}` }
})

/**
 * A worker whose key is refused from step `from` of its task on, until the returned function makes the key valid. By then czar has told a
 * person about the worker.
 */
async function aRefusedWorker(agent: typeof claude, { from = 0 } = {}) {
  let isTaken = false
  const fleet = await aRealFleet(agent, {
    workers: aRealWorker(agent, 'lost'),
    policy: POLICY,
    answer: turn => (isTaken || turn.step < from ? honest(turn) : rejected),
  })
  await fleet.launch()
  const raised = await fleet.eventually('attention.raised')
  expect(raised).toMatchObject({ key: 'dialog:lost', text: expect.stringContaining('asks for a login') })
  return {
    fleet,
    raised,
    takeKey: () => {
      isTaken = true
    },
  }
}

test('a key that is refused in the middle of work is reported, and work continues when a person says so', async () => {
  const { fleet, raised, takeKey } = await aRefusedWorker(claude, { from: 1 })
  await staysAlone(fleet, 'brief')
  takeKey()
  expect(await fleet.run('nudge', 'lost')).toMatchObject({ code: 0 })
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(queued(fleet)).toEqual(['brief', 'nudge'])
  expect(fleetStory(fleet, 'attention.raised')).toEqual([raised])
  expect(fleetStory(fleet, 'agent.started')).toHaveLength(1)
})

test('an agent that is started again with a valid key gets its task anew', async () => {
  const { fleet, raised, takeKey } = await aRefusedWorker(claude)
  await staysAlone(fleet, 'brief')
  takeKey()
  expect(await fleet.run('restart', 'lost')).toMatchObject({ code: 0 })
  await fleet.eventually('project.finished', event => event.verified === 1)
  const story = fleetStory(fleet, 'message.queued', 'agent.logged_in', 'agent.ended').map(event =>
    event.kind === 'message.queued' ? event.messageKind : event.kind === 'agent.ended' ? event.reason : `logged in by ${event.evidence}`,
  )
  expect(story).toEqual(['brief', 'restart', 'brief', 'finished'])
  expect(fleetStory(fleet, 'attention.raised')).toEqual([raised])
})

test('after a key from the environment was refused, a launch with a valid key gives the worker its task anew', async () => {
  const key = 'sk-ant-api03-dummy-0123456789abcdef'
  const settle: typeof claude.settle = (home, url) => {
    const file = join(home, 'claude', '.claude.json')
    const env = withoutToken(home, url)
    const known = JSON.parse(readFileSync(file, 'utf8')) as object
    writeFileSync(file, JSON.stringify({ ...known, customApiKeyResponses: { approved: [key.slice(-20)], rejected: [] } }))
    return { ...env, ANTHROPIC_API_KEY: key }
  }
  const { fleet, raised, takeKey } = await aRefusedWorker({ ...claude, settle })
  expect(raised).toMatchObject({
    text: "lost's agent asks for a login: Invalid API key · Fix external API key",
    hint: expect.stringMatching(/^czar stop {3}# put the key right, then: czar launch \S/),
  })
  takeKey()
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(queued(fleet)).toEqual(['brief', 'brief'])
})

test('if the login is gone when a limit ends, one worker finds out and one person is told, and after a login both workers continue', async () => {
  const message = 'This request would exceed your rate limit. Please try again in 10s.'
  const limited: Answer = { error: { type: claude.rate.type, message }, status: 429, retryAfter: 1 }
  /** Both workers meet the limit before the limit ends, even if one is much slower than the other. */
  const meet = ({ worker, worktree }: Turn): Answer => ({
    run: `touch ${worktree}/../${worker}.met && until test -e ${worktree}/../one.met -a -e ${worktree}/../two.met; do sleep 0.1; done`,
  })
  const doomed = (turn: Turn) => (turn.step === 0 ? honest(turn) : turn.step === 1 ? meet(turn) : limited)
  let isLoggedIn = false
  const fleet = await aRealFleet(claude, {
    workers: ['one', 'two'].map(id => aRealWorker(claude, id)).join(''),
    policy: '{ idle_after: 2s, permissions: { otherwise: allow } }',
    answer: turn => (isLoggedIn ? honest(turn) : turn.kind === 'go_on' ? rejected : doomed(turn)),
  })
  await fleet.launch()
  const raised = await fleet.eventually('attention.raised')
  const [{ worker: first = '' } = {}] = fleetStory(fleet, 'account.probed')
  expect(raised).toMatchObject({ key: `dialog:${first}`, text: expect.stringContaining('asks for a login') })
  await staysAlone(fleet, 'brief', 'brief', 'go_on')
  const { workers } = await until(fleet.status, status => status.workers[first]?.reason === 'asks for a login')
  expect(Object.entries(workers).flatMap(([id, { health }]) => (id === first ? [] : [health]))).toEqual(['limited'])
  expect(fleetStory(fleet, 'account.released')).toEqual([])
  isLoggedIn = true
  logIn(fleet)
  await fleet.eventually('project.finished', event => event.verified === 2)
  const others = fleetStory(fleet, 'message.queued').filter(({ worker }) => worker !== first)
  expect(others.map(({ messageKind }) => messageKind)).toEqual(['brief', 'go_on'])
  expect(fleetStory(fleet, 'attention.raised')).toEqual([raised])
  expect(fleetStory(fleet, 'account.released')).toMatchObject([{ worker: first }])
})
