import { expect, test } from 'vitest'
import type { RequestAction } from '../../../../src/core/events/decision.ts'
import { ForgeError, ToolError } from '../../../../src/core/model/errors.ts'
import type { ForgePort, FoundRequest } from '../../../../src/core/ports/forge-port.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import { performRequest } from '../../../../src/supervisor/effects/forge/perform-request.ts'
import type { Hands } from '../../../../src/supervisor/hands.ts'
import { aProvenWorker } from '../../../support/builders/a-proven-worker.ts'
import { aFoundRequest, COMMIT, someForge } from '../../../support/fakes/forge.ts'
import { someHands } from '../../../support/fakes/hands.ts'

/** A stand-in for GitHub in memory, whose pull requests are in `found`. `did` lists the calls that it received. */
function aScene(
  found: FoundRequest | null,
  over: Partial<ForgePort> = {},
  git: Partial<Hands['git']> = {},
  known: object = {},
  tasks: { tasks?: Record<string, object> } = {},
) {
  const world = aProvenWorker()
  const { forge, did } = someForge(found, over)
  const hands = someHands(world)
  const pullRequests = {
    draftUntil: 'reviewed',
    base: null,
    labels: ['fleet'],
    reviewers: ['ada', 'acme/core'],
    maxOpen: 5,
    closeOnAbandon: true,
  } as const
  const { project } = hands
  const all = { ...hands, forge, git: { ...hands.git, ...git }, project: { ...project, policy: { ...project.policy, pullRequests } } }
  const perform = (what: RequestAction['do']) => {
    const action = { do: what, worker: null, task: 'one', branch: 'feat/one', commit: COMMIT } as never
    return performRequest(all, action, {
      state: withRequest(withTasks({ ...world.state, project: all.project }, tasks.tasks ?? {}), known),
      signal: new AbortController().signal,
    })
  }
  return { did, perform }
}

function withTasks(state: State, tasks: Record<string, object>): State {
  const changed = Object.entries(tasks).map(([id, over]) => [id, { ...state.tasks[id], ...over }])
  return { ...state, tasks: { ...state.tasks, ...Object.fromEntries(changed) } }
}

/** The state in which czar knows the branch's pull request as number 7. */
function withRequest(state: State, known: object): State {
  const request = { worker: 'one', task: 'one', branch: 'feat/one', request: { ...aFoundRequest() }, ...known }
  return { ...state, forge: { ...state.forge, requests: { 'feat/one': request as never } } }
}

test('a pull request is opened with labels and reviewers, as a draft if it must be reviewed first', async () => {
  const { did, perform } = aScene(null)
  expect(await perform('open_request')).toMatchObject([
    { kind: 'pull_request.opened', isFound: false, problem: null, request: { number: 7 } },
  ])
  expect(did).toEqual([expect.stringMatching(/^open ".+" as draft$/), 'decorate 7 fleet ada acme/core'])
})

test("an open pull request is adopted: czar's part is added to its text, and only missing settings are set", async () => {
  const { did, perform } = aScene(aFoundRequest({ body: 'By hand', labels: ['fleet'], reviewers: ['core'] }))
  expect(await perform('open_request')).toMatchObject([{ kind: 'pull_request.opened', isFound: true }])
  expect(did).toEqual(['write 7', 'decorate 7 ada'])
})

test.each(['merged', 'closed'] as const)('a pull request that somebody %s is recorded and not changed', async standing => {
  const { did, perform } = aScene(aFoundRequest({ standing }))
  expect(await perform('open_request')).toMatchObject([{ kind: 'pull_request.opened', isFound: true, request: { standing } }])
  expect(await perform('update_request')).toMatchObject([{ kind: 'pull_request.updated', request: { standing } }])
  expect(did).toEqual([])
})

test('a pull request that somebody opens at the same moment is adopted', async () => {
  const found: (FoundRequest | null)[] = [null, aFoundRequest()]
  const open: ForgePort['open'] = async () => {
    throw new ForgeError('A pull request already exists for acme:feat/one', { reason: 'failed' })
  }
  const { did, perform } = aScene(null, { open, find: async () => found.shift() ?? null })
  expect(await perform('open_request')).toMatchObject([{ kind: 'pull_request.opened', isFound: true }])
  expect(did).toEqual(['write 7', 'decorate 7 fleet ada acme/core'])
})

test('a draft that a person closes at the same moment calls no person', async () => {
  const { did, perform } = aScene(aFoundRequest({ standing: 'closed', isDraft: true }))
  expect(await perform('ready_request')).toMatchObject([{ kind: 'pull_request.changed', request: { standing: 'closed' } }])
  expect(did).toEqual([])
})

test('a draft that GitHub does not make ready is reported, and its commit does not count as refused', async () => {
  const ready: ForgePort['ready'] = async () => {
    throw new ForgeError('the draft #7 cannot be made ready: not here', { reason: 'failed' })
  }
  const { perform } = aScene(aFoundRequest({ isDraft: true }), { ready })
  expect(await perform('ready_request')).toMatchObject([
    { kind: 'pull_request.unable', step: 'ready', reason: expect.stringContaining('not here') },
  ])
})

test("user and password in the remote's address are in no event", async () => {
  const words = "fatal: unable to access 'https://ada:ghp_secret@forge.example/acme/shop.git/': Connection refused"
  const publish = async () => {
    throw new ToolError(`git push failed: ${words}`, { command: ['git'], stderr: words, reason: 'failed' })
  }
  const { perform } = aScene(null, {}, { publish })
  const [told] = await perform('push_request')
  expect(told).toMatchObject({
    reason: "git push failed: fatal: unable to access 'https://forge.example/acme/shop.git/': Connection refused",
  })
  const refused = await aScene(null, {}, { publish: async () => ({ refused: 'no: https://ghp_x@forge.example/a' }) }).perform(
    'push_request',
  )
  expect(refused).toMatchObject([{ reason: 'no: https://forge.example/a' }])
})

test('reviewers that cannot be requested delay nothing, but an unreachable GitHub does', async () => {
  const refuse = (reason: 'failed' | 'unreachable') => async () => {
    throw new ForgeError('no such reviewer', { reason })
  }
  const { perform } = aScene(null, { decorate: refuse('failed') })
  expect(await perform('open_request')).toMatchObject([{ kind: 'pull_request.opened', problem: 'no such reviewer' }])
  const gone = aScene(null, { decorate: refuse('unreachable') })
  expect(await gone.perform('open_request')).toMatchObject([{ kind: 'pull_request.delayed', because: 'unreachable' }])
})

test("a pull request's text that is already right is not written again", async () => {
  const { did, perform } = aScene(aFoundRequest())
  await perform('update_request')
  expect(did).toEqual(['write 7'])
  let text = ''
  const write: ForgePort['write'] = async (_number, body) => {
    text = body
    return aFoundRequest({ body })
  }
  await aScene(aFoundRequest(), { write }).perform('update_request')
  const same = aScene(aFoundRequest({ body: text }))
  await same.perform('update_request')
  expect(same.did).toEqual([])
})

test.each([
  ["fatal: Authentication failed for 'https://github.com/acme/shop/'", 'denied'],
  ["fatal: could not read Username for 'https://github.com': terminal prompts disabled", 'denied'],
  ['git@github.com: Permission denied (publickey).', 'denied'],
  ["fatal: unable to access 'https://x/': The requested URL returned error: 403", 'denied'],
  ['ssh: Could not resolve hostname github.com: Temporary failure in name resolution', 'unreachable'],
  ['', 'unreachable'],
])('a push that ends with %j waits as %s', async (stderr, because) => {
  const publish = async () => {
    throw new ToolError('git push failed', { command: ['git'], stderr, reason: 'failed' })
  }
  const { perform } = aScene(null, {}, { publish })
  expect(await perform('push_request')).toMatchObject([{ kind: 'pull_request.delayed', because }])
})

test('a refused push and a refused pull request are reported as such', async () => {
  const { perform } = aScene(null, {}, { publish: async () => ({ refused: 'fetch first' }) })
  expect(await perform('push_request')).toMatchObject([{ kind: 'pull_request.refused', reason: 'fetch first', branch: 'feat/one' }])
  const open: ForgePort['open'] = async () => {
    throw new ForgeError('No commits between main and feat/one', { reason: 'failed' })
  }
  const refused = await aScene(null, { open }).perform('open_request')
  expect(refused).toMatchObject([{ kind: 'pull_request.refused', reason: expect.stringContaining('No commits') }])
})

test('GitHub is asked to merge a pull request at its proven commit; auto-merge that is on, or that a person switched off, stays so', async () => {
  const one = aScene(aFoundRequest())
  expect(await one.perform('arm_request')).toMatchObject([{ kind: 'pull_request.armed', how: 'forge' }])
  expect(one.did).toEqual(['arm 7'])
  const on = aScene(aFoundRequest({ isArmed: true }))
  expect(await on.perform('arm_request')).toMatchObject([{ kind: 'pull_request.armed', how: 'forge' }])
  const off = aScene(aFoundRequest(), {}, {}, { armed: { commit: 'older', how: 'forge' } })
  expect(await off.perform('arm_request')).toMatchObject([{ kind: 'pull_request.armed', how: 'off' }])
  const moved = aScene(aFoundRequest({ head: 'theirs' as never }))
  for (const step of ['arm_request', 'merge_request'] as const)
    expect(await moved.perform(step)).toMatchObject([{ kind: 'pull_request.changed', request: { head: 'theirs' } }])
  expect([on.did, off.did, moved.did]).toEqual([[], [], []])
})

test('a merge is reported as GitHub shows it, and a refused merge is reported once', async () => {
  const reads = [aFoundRequest(), aFoundRequest({ standing: 'merged' })]
  const { did, perform } = aScene(aFoundRequest(), { read: async () => reads.shift() ?? aFoundRequest() })
  expect(await perform('merge_request')).toMatchObject([{ kind: 'pull_request.changed', request: { standing: 'merged' } }])
  expect(did).toEqual(['merge 7'])
  const merge: ForgePort['merge'] = async () => {
    throw new ForgeError('HTTP 405: not mergeable', { reason: 'failed' })
  }
  expect(await aScene(aFoundRequest(), { merge }).perform('merge_request')).toMatchObject([
    { kind: 'pull_request.unable', step: 'auto_merge', reason: 'HTTP 405: not mergeable' },
  ])
})

test("a failed task's pull request is closed with the reason, and not if somebody pushes at that moment", async () => {
  const failed = { tasks: { one: { state: 'failed', failure: 'it @ada could not' } } }
  const { did, perform } = aScene(aFoundRequest(), {}, {}, { pushed: COMMIT, pushedBefore: null, told: COMMIT, unable: {} }, failed)
  expect(await perform('close_request')).toMatchObject([{ kind: 'pull_request.abandoned', request: { standing: 'closed' } }])
  expect(did).toEqual([expect.stringMatching(/^close 7: Czar closes this(?:.|\n)*> The task one has failed: it @\u2060ada could not\.$/)])
  const moved = aScene(
    aFoundRequest({ head: 'theirs' as never }),
    {},
    {},
    { request: { ...aFoundRequest() }, pushed: COMMIT, pushedBefore: null, told: COMMIT, unable: {} },
    failed,
  )
  expect(await moved.perform('close_request')).toMatchObject([{ kind: 'pull_request.changed', request: { head: 'theirs' } }])
  expect(moved.did).toEqual([])
})

test('a new proof after czar closed the pull request gets another pull request', async () => {
  const { did, perform } = aScene(aFoundRequest({ standing: 'closed' }), {}, {}, { abandoned: 7 })
  expect(await perform('open_request')).toMatchObject([{ kind: 'pull_request.opened', isFound: false }])
  expect(did[0]).toMatch(/^open /)
})

const someElses = async () => ({ issue: 5, number: 12, url: 'https://forge/12' })

test("an issue with somebody else's open pull request gets no second one; a pull request of the branch itself is adopted nevertheless", async () => {
  const { did, perform } = aScene(null, { findForIssues: someElses }, {}, { request: null })
  expect(await perform('open_request')).toMatchObject([
    { kind: 'pull_request.preceded', task: 'one', issue: 5, other: { number: 12, url: 'https://forge/12' } },
  ])
  expect(did).toEqual([])
  const found = aScene(aFoundRequest(), { findForIssues: someElses })
  expect(await found.perform('open_request')).toMatchObject([{ kind: 'pull_request.opened', isFound: true }])
})

test("czar looks only for pull requests of the issues that the task names, and its own do not count as somebody else's", async () => {
  const asked: unknown[] = []
  const findForIssues: ForgePort['findForIssues'] = async about => {
    asked.push(about)
    return null
  }
  const text = { text: 'Add it, as in #7. Fixes #5, issue: #6' }
  await aScene(null, { findForIssues }, {}, {}, { tasks: { one: { text } } }).perform('open_request')
  expect(asked).toEqual([{ issues: [5, 6], own: [7] }])
})

test('if a repository has no drafts, the pull request is opened as ready, and this is reported', async () => {
  const open: ForgePort['open'] = async ({ isDraft }) => {
    if (isDraft) throw new ForgeError('HTTP 422: Draft pull requests are not supported in this repository.', { reason: 'failed' })
    return aFoundRequest()
  }
  expect(await aScene(null, { open }).perform('open_request')).toMatchObject([
    { kind: 'pull_request.opened', isFound: false, request: { isDraft: false } },
    { kind: 'pull_request.unable', step: 'draft', reason: expect.stringContaining('not supported in this repository') },
  ])
})
