import { expect, test } from 'vitest'
import type { RequestAction } from '../../../../src/core/events/decision.ts'
import { isRequestAction } from '../../../../src/core/events/decision.ts'
import { effectIdOf } from '../../../../src/core/events/effect-id.ts'
import type { Event } from '../../../../src/core/events/event.ts'
import type { ChecksSeen, ForgeRequest, PullRequestEvent } from '../../../../src/core/events/pull-request.ts'
import { isLanded } from '../../../../src/core/landing/boarding.ts'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import type { PullRequestPolicy } from '../../../../src/core/model/policy/policy.ts'
import { createPolicyContext } from '../../../../src/core/policy/engine/policy-context.ts'
import { whyAbandoned } from '../../../../src/core/policy/pull-requests/abandon.ts'
import { checkedRequests } from '../../../../src/core/policy/pull-requests/check-news.ts'
import { requestMatters } from '../../../../src/core/policy/pull-requests/request-matters.ts'
import { openNumbers, requestNews, unapprovedDrafts } from '../../../../src/core/policy/pull-requests/request-news.ts'
import { areRequestsMoving, tendRequests } from '../../../../src/core/policy/pull-requests/tend-requests.ts'
import { viewRequests } from '../../../../src/core/policy/pull-requests/view-requests.ts'
import { fold } from '../../../../src/core/state/fold.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aTrain, prove } from '../../landing/a-train.ts'

const POLICY: PullRequestPolicy = { draftUntil: 'proven', base: null, labels: [], reviewers: [], maxOpen: 5 }

/** Proven tasks of workers with the same names, each on its own branch. */
function aFleet(ids: readonly string[], over: Partial<PullRequestPolicy> = {}): { state: State; now: number } {
  const world = aTrain(Object.fromEntries(ids.map(id => [id, []])))
  for (const id of ids) prove(world, id)
  const { state } = world
  const assignments = Object.fromEntries(
    ids.map(id => [`${id}-1`, { id: `${id}-1`, task: id, worker: id, branch: `feat/${id}`, state: 'verified' }]),
  )
  const tasks = Object.fromEntries(Object.values(state.tasks).map(task => [task.id, { ...task, assignment: `${task.id}-1` }]))
  const project = { ...state.project, policy: { ...aPolicy, pullRequests: { ...POLICY, ...over } } }
  return { state: { ...state, project, assignments, tasks } as never, now: 1_000_000 }
}

type Fleet = ReturnType<typeof aFleet>

/** The action that the policy asks for now. Null: no action. */
function next(fleet: Fleet): RequestAction | null {
  const { state, now } = fleet
  if (state.project === null) return null
  const context = createPolicyContext(state, state.project, now)
  tendRequests(context)
  const [decision] = context.plan().decisions
  return decision?.kind === 'perform' && isRequestAction(decision.action) ? decision.action : null
}

function isMoving({ state, now }: Fleet): boolean {
  return state.project !== null && areRequestsMoving(createPolicyContext(state, state.project, now))
}

function say(fleet: Fleet, ...events: readonly Event[]): void {
  for (const event of events) fleet.state = fold(fleet.state, { ...event, seq: fleet.state.seq + 1, at: fleet.now })
}

const about = (id: string, commit = `${id}1+base`) => ({
  worker: id as never,
  task: id as never,
  branch: `feat/${id}`,
  commit: commit as CommitSha,
})

function aRequest(number: number, over: Partial<ForgeRequest> = {}): ForgeRequest {
  return { number, url: `https://forge/${number}`, standing: 'open', isDraft: false, head: 'head' as CommitSha, mergeCommit: null, ...over }
}

const opened = (id: string, number: number, over: Partial<ForgeRequest> = {}): PullRequestEvent => ({
  kind: 'pull_request.opened',
  ...about(id),
  request: aRequest(number, { head: about(id).commit, ...over }),
  isFound: false,
  problem: null,
})

function open(fleet: Fleet, id: string, number: number): void {
  say(fleet, { kind: 'pull_request.pushed', ...about(id) }, opened(id, number))
}

test('proven work is pushed, then gets a pull request, one step after the other, and then no more steps', () => {
  const fleet = aFleet(['a', 'b'])
  expect(next(fleet)).toMatchObject({ do: 'push_request', ...about('a'), worker: null })
  say(fleet, { kind: 'pull_request.pushed', ...about('a') })
  expect(next(fleet)).toMatchObject({ do: 'open_request', task: 'a' })
  say(fleet, opened('a', 1))
  expect(next(fleet)).toMatchObject({ do: 'push_request', task: 'b' })
  open(fleet, 'b', 2)
  expect([next(fleet), isMoving(fleet)]).toEqual([null, true])
  fleet.now += 30_000
  expect([next(fleet), isMoving(fleet)]).toEqual([null, false])
})

test('only one call to GitHub is under way at a time', () => {
  const fleet = aFleet(['a', 'b'])
  const action = next(fleet)
  if (action === null) throw new Error('nothing is asked for')
  say(fleet, { kind: 'effect.intended', effect: effectIdOf(action), action: action.do, worker: null, epoch: 1, reason: '' })
  expect([next(fleet), isMoving(fleet)]).toEqual([null, true])
})

test('nothing is pushed without the setting, before a proof, with a proof in doubt, or if the work is in base', () => {
  const fleet = aFleet(['a'])
  const { state } = fleet
  const task = state.tasks['a']
  const seen = (over: object) => next({ ...fleet, state: { ...state, ...over } as never })
  expect(seen({})).not.toBeNull()
  expect(seen({ project: { ...state.project, policy: { ...aPolicy, pullRequests: null } } })).toBeNull()
  expect(seen({ project: { ...state.project, policy: aPolicy } })).toBeNull()
  expect(seen({ tasks: { a: { ...task, state: 'assigned', verified: null } } })).toBeNull()
  expect(seen({ tasks: { a: { ...task, state: 'stale' } } })).toBeNull()
  expect(seen({ refs: { ...state.refs, standing: {} } })).toBeNull()
  expect(seen({ refs: { ...state.refs, standing: { 'a1+base': 'landed' } } })).toBeNull()
  expect(seen({ czar: { ...state.czar, phase: 'stopping' } })).toBeNull()
})

test('a new proof is pushed to the same pull request, and its text is written anew', () => {
  const fleet = aFleet(['a'])
  open(fleet, 'a', 1)
  const { state } = fleet
  const again = about('a', 'a2+base')
  const verified = { ...state.tasks['a']?.verified, commit: again.commit }
  const refs = { ...state.refs, standing: { [again.commit]: 'current' } }
  fleet.state = { ...state, refs, tasks: { a: { ...state.tasks['a'], verified } } } as never
  expect(next(fleet)).toMatchObject({ do: 'push_request', commit: again.commit })
  say(fleet, { kind: 'pull_request.pushed', ...again })
  expect(next(fleet)).toMatchObject({ do: 'update_request', commit: again.commit })
  say(fleet, { kind: 'pull_request.updated', ...again, request: aRequest(1) })
  expect(next(fleet)).toBeNull()
})

test('only the allowed number of pull requests is open at once, and the next is opened after a merge', () => {
  const fleet = aFleet(['a', 'b'], { maxOpen: 1 })
  open(fleet, 'a', 1)
  fleet.now += 30_000
  expect([next(fleet), isMoving(fleet)]).toEqual([null, false])
  const merged = aRequest(1, { standing: 'merged', head: about('a').commit })
  say(fleet, { kind: 'pull_request.changed', ...about('a'), request: merged })
  expect(next(fleet)).toMatchObject({ do: 'push_request', task: 'b' })
})

test.each(['merged', 'closed'] as const)('a pull request that a person %s stays so: nothing more is pushed or opened for it', standing => {
  const fleet = aFleet(['a'])
  open(fleet, 'a', 1)
  say(fleet, { kind: 'pull_request.changed', ...about('a'), request: aRequest(1, { standing, head: about('a').commit }) })
  expect(next(fleet)).toBeNull()
  // A new proof does not change this decision either.
  const verified = { ...fleet.state.tasks['a']?.verified, commit: 'a2+base' }
  const refs = { ...fleet.state.refs, standing: { 'a2+base': 'current' } }
  fleet.state = { ...fleet.state, refs, tasks: { a: { ...fleet.state.tasks['a'], verified } } } as never
  expect(next(fleet)).toBeNull()
})

test('a commit that the remote refuses is not pushed again, but the next proof is; a person is called, and other tasks continue', () => {
  const fleet = aFleet(['a', 'b'])
  say(fleet, { kind: 'pull_request.refused', ...about('a'), reason: 'fetch first' })
  expect(next(fleet)).toMatchObject({ task: 'b' })
  expect(requestMatters(fleet.state).map(({ key }) => key)).toEqual(['request:feat/a'])
  expect(requestMatters(fleet.state)[0]?.text).toContain('fetch first')
})

test('a refused push is tried again after the next launch, because a person may have fixed the cause', () => {
  const fleet = aFleet(['a'])
  say(fleet, { kind: 'pull_request.refused', ...about('a'), reason: 'base is invalid' })
  expect(next(fleet)).toBeNull()
  fleet.state = { ...fleet.state, czar: { ...fleet.state.czar, startedAt: fleet.now + 1 } }
  expect(next(fleet)).toMatchObject({ do: 'push_request', task: 'a' })
})

test('if GitHub still shows the commit from before the last push, no person is suspected of a push', () => {
  const fleet = aFleet(['a'])
  open(fleet, 'a', 1)
  const again = about('a', 'a2+base')
  say(
    fleet,
    { kind: 'pull_request.pushed', ...again },
    { kind: 'pull_request.updated', ...again, request: aRequest(1, { head: about('a').commit }) },
  )
  expect(requestMatters(fleet.state)).toEqual([])
  say(fleet, { kind: 'pull_request.changed', ...again, request: aRequest(1, { head: 'theirs' as CommitSha }) })
  expect(requestMatters(fleet.state)).toHaveLength(1)
})

test("work counts as landed when its pull request is merged, with GitHub's merge commit on top", () => {
  const fleet = aFleet(['a'])
  open(fleet, 'a', 1)
  say(fleet, { kind: 'pull_request.changed', ...about('a'), request: aRequest(1, { standing: 'merged', head: 'update' as CommitSha }) })
  const task = fleet.state.tasks['a']
  if (task === undefined) throw new Error('no task')
  expect(isLanded(fleet.state, task)).toBe(true)
})

test("while the token is refused, checks do not delay the fleet's end", () => {
  const fleet = aFleet(['a'])
  open(fleet, 'a', 1)
  say(fleet, checked('a', { pending: 1 }))
  expect(isMoving(fleet)).toBe(true)
  say(fleet, { kind: 'pull_request.delayed', because: 'denied', reason: 'Bad credentials', until: null, isLook: true })
  expect([isMoving(fleet), requestMatters(fleet.state).map(({ key }) => key)]).toEqual([false, ['forge']])
  say(fleet, { kind: 'pull_request.reached' })
  expect(requestMatters(fleet.state)).toEqual([])
})

test('offline calls are tried again after growing waits; after some the fleet may end, and a person is called', () => {
  const fleet = aFleet(['a'])
  const delayed: Event = { kind: 'pull_request.delayed', because: 'unreachable', reason: 'no route to host', until: null }
  const waits: number[] = []
  for (let tries = 0; tries < 9; tries++) {
    say(fleet, delayed)
    const from = fleet.now
    while (next(fleet) === null) fleet.now += 1_000
    waits.push((fleet.now - from) / 1_000)
    expect(isMoving(fleet)).toBe(tries < 4)
    expect(requestMatters(fleet.state)).toHaveLength(tries < 2 ? 0 : 1)
  }
  expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600])
  say(fleet, { kind: 'pull_request.pushed', ...about('a') })
  expect([requestMatters(fleet.state), next(fleet)]).toMatchObject([[], { do: 'open_request' }])
})

test('a rate limit is waited for until its end', () => {
  const fleet = aFleet(['a'])
  say(fleet, { kind: 'pull_request.delayed', because: 'limited', reason: 'slow down', until: fleet.now + 60_000 })
  fleet.now += 59_000
  expect(next(fleet)).toBeNull()
  fleet.now += 1_000
  expect(next(fleet)).not.toBeNull()
})

test("a refused token calls a person at once and does not delay the fleet's end", () => {
  const fleet = aFleet(['a'])
  say(fleet, { kind: 'pull_request.delayed', because: 'denied', reason: 'Bad credentials', until: null })
  expect(requestMatters(fleet.state)).toMatchObject([{ key: 'forge', hint: expect.stringContaining('czar doctor --pull-requests ') }])
  expect(isMoving(fleet)).toBe(false)
})

test('only a changed state on GitHub is recorded', () => {
  const fleet = aFleet(['a', 'b'])
  open(fleet, 'a', 1)
  open(fleet, 'b', 2)
  const [a, b] = ['a', 'b'].map((id, index) => aRequest(index + 1, { head: about(id).commit }))
  if (a === undefined || b === undefined) throw new Error('no requests')
  expect(requestNews(fleet.state, [a, b, aRequest(77)])).toEqual([])
  const merged = { ...b, standing: 'merged', mergeCommit: 'm' as CommitSha } as const
  const news = requestNews(fleet.state, [a, merged])
  expect(news).toMatchObject([{ kind: 'pull_request.changed', branch: 'feat/b', request: merged }])
  say(fleet, ...news)
  expect(requestNews(fleet.state, [a, merged])).toEqual([])
})

const checked = (id: string, over: Partial<ChecksSeen> = {}): PullRequestEvent => ({
  ...{ kind: 'pull_request.checked', ...about(id), head: about(id).commit, passed: 0, pending: 0, failed: [] },
  ...over,
})
const FAILED = [{ name: 'build', step: 'npm test', url: 'https://forge/run/1', tail: 'expected 1, got 2' }]

/** The events that the policy records now. */
function recorded({ state, now }: Fleet): readonly Event[] {
  if (state.project === null) return []
  const context = createPolicyContext(state, state.project, now)
  tendRequests(context)
  return context.plan().decisions.flatMap(decision => (decision.kind === 'record' ? [decision.event] : []))
}

test('the fleet does not end while checks run, and ends when they passed or never finished', () => {
  const fleet = aFleet(['a'])
  open(fleet, 'a', 1)
  say(fleet, checked('a', { passed: 1, pending: 1 }))
  fleet.now += 7_199_000
  expect(isMoving(fleet)).toBe(true)
  fleet.now += 1_000
  expect(isMoving(fleet)).toBe(false)
  say(fleet, checked('a', { passed: 2 }))
  expect([isMoving(fleet), recorded(fleet)]).toEqual([false, []])
})

test('failed checks go back to the worker when all have finished, with step and log, twice; then a person is called', () => {
  const fleet = aFleet(['a'])
  open(fleet, 'a', 1)
  fleet.state = { ...fleet.state, workers: { a: { id: 'a', assignment: null, config: {} } } } as never
  say(fleet, checked('a', { pending: 1, failed: FAILED }))
  expect([recorded(fleet), isMoving(fleet)]).toEqual([[], true])
  say(fleet, checked('a', { failed: FAILED }))
  for (let times = 1; times <= 2; times++) {
    const [returned] = recorded(fleet)
    expect(returned).toMatchObject({
      kind: 'pull_request.returned',
      reasons: ['The check "build" of pull request #1 failed at your commit, in its step "npm test" (https://forge/run/1).'],
      tail: '--- build\nexpected 1, got 2',
    })
    if (returned === undefined) return
    const { tasks, workers, assignments } = fleet.state
    say(fleet, returned)
    expect(fleet.state).toMatchObject({ tasks: { a: { state: 'assigned' } }, assignments: { 'a-1': { state: 'rework', rejections: 0 } } })
    expect(recorded(fleet)).toEqual([])
    // The worker claims the same commit again, and it is proven again.
    fleet.state = { ...fleet.state, tasks, workers, assignments }
  }
  expect([recorded(fleet), isMoving(fleet)]).toEqual([[], false])
  expect(requestMatters(fleet.state)).toMatchObject([
    { text: 'pull request #1 of feat/a fails the check build; it went back to its worker twice' },
  ])
})

test('checks of an older commit, or of a commit that somebody else pushed, go to no worker', () => {
  const fleet = aFleet(['a'])
  open(fleet, 'a', 1)
  fleet.state = { ...fleet.state, workers: { a: { id: 'a', assignment: null, config: {} } } } as never
  say(fleet, checked('a', { head: 'older' as CommitSha, failed: FAILED }))
  expect(recorded(fleet)).toEqual([])
  const foreign = aRequest(1, { head: 'theirs' as CommitSha })
  say(fleet, { kind: 'pull_request.changed', ...about('a'), request: foreign })
  expect(checkedRequests(fleet.state)).toEqual([])
  expect(requestMatters(fleet.state)[0]?.text).toContain('which another person pushed')
})

test('a check that does not finish is waited for five minutes, then the other results are reported', () => {
  const fleet = aFleet(['a'])
  open(fleet, 'a', 1)
  fleet.state = { ...fleet.state, workers: { a: { id: 'a', assignment: null, config: {} } } } as never
  say(fleet, checked('a', { pending: 1, failed: FAILED }))
  fleet.now += 300_000
  expect(recorded(fleet)).toHaveLength(1)
})

const preceded = (id: string, other: { number: number; url: string | null } | null): PullRequestEvent => {
  const { worker, task, branch } = about(id)
  return { kind: 'pull_request.preceded', worker, task, branch, issue: 5, other }
}

test("an issue with another person's open pull request gets no second one, until that one is closed or the fleet is launched again", () => {
  const fleet = aFleet(['a', 'b'])
  say(fleet, { kind: 'pull_request.pushed', ...about('a') }, preceded('a', { number: 12, url: 'https://forge/12' }))
  expect(next(fleet)).toMatchObject({ do: 'push_request', task: 'b' })
  open(fleet, 'b', 2)
  fleet.now += 30_000
  expect([next(fleet), isMoving(fleet), openNumbers(fleet.state)]).toEqual([null, false, [12, 2]])
  expect(requestMatters(fleet.state)).toMatchObject([
    {
      text: 'feat/a gets no pull request: issue #5 has the open pull request #12 of another person (https://forge/12)',
      hint: 'czar pr a',
    },
  ])
  expect(viewRequests(fleet.state)).toMatchObject([{ task: 'a', state: 'waiting', number: null }, { task: 'b' }])
  const launched = { ...fleet.state, czar: { ...fleet.state.czar, startedAt: fleet.now + 1 } }
  expect(next({ ...fleet, state: launched })).toMatchObject({ do: 'open_request', task: 'a' })
  expect(requestNews(fleet.state, [aRequest(12)])).toEqual([])
  const over = requestNews(fleet.state, [aRequest(12, { standing: 'closed' })])
  expect(over).toEqual([preceded('a', null)])
  say(fleet, ...over)
  expect([next(fleet), requestMatters(fleet.state)]).toMatchObject([{ do: 'open_request', task: 'a' }, []])
})

test('a draft becomes ready when its own commit is approved', () => {
  const fleet = aFleet(['a'], { draftUntil: 'reviewed' })
  say(fleet, { kind: 'pull_request.pushed', ...about('a') }, opened('a', 1, { isDraft: true }))
  expect(next(fleet)).toBeNull()
  expect(unapprovedDrafts(fleet.state)).toMatchObject([{ number: 1, head: about('a').commit }])
  say(fleet, { kind: 'pull_request.approved', ...about('a'), head: 'older' as CommitSha })
  expect(next(fleet)).toBeNull()
  say(fleet, { kind: 'pull_request.approved', ...about('a'), head: about('a').commit })
  expect(next(fleet)).toMatchObject({ do: 'ready_request', task: 'a' })
  say(fleet, { kind: 'pull_request.changed', ...about('a'), request: aRequest(1, { head: about('a').commit }) })
  expect([next(fleet), unapprovedDrafts(fleet.state)]).toEqual([null, []])
})

const armed = (id: string, how: 'forge' | 'czar' | 'off', commit?: string): PullRequestEvent => ({
  kind: 'pull_request.armed',
  ...about(id, commit),
  how,
})

/** A fleet in which task a has an open pull request. Czar merges the request when all its checks have succeeded. */
function aGreenFleet(): Fleet {
  const fleet = aFleet(['a'], { autoMerge: 'green' })
  open(fleet, 'a', 1)
  return fleet
}

test('czar asks GitHub once to merge a ready pull request', () => {
  const fleet = aGreenFleet()
  expect(next(fleet)).toMatchObject({ do: 'arm_request', task: 'a' })
  say(fleet, armed('a', 'forge'))
  expect(next(fleet)).toBeNull()
})

test('a draft, one that somebody pushed to, and one without the setting are not merged automatically', () => {
  const draft = aFleet(['a'], { autoMerge: 'green', draftUntil: 'reviewed' })
  say(draft, { kind: 'pull_request.pushed', ...about('a') }, opened('a', 1, { isDraft: true }))
  expect(next(draft)).toBeNull()
  const foreign = aGreenFleet()
  say(foreign, { kind: 'pull_request.changed', ...about('a'), request: aRequest(1, { head: 'theirs' as CommitSha }) })
  expect(next(foreign)).toBeNull()
  const without = aFleet(['a'])
  open(without, 'a', 1)
  expect(next(without)).toBeNull()
})

test('a repository without auto-merge is reported once for all pull requests, and the other steps continue', () => {
  const fleet = aFleet(['a', 'b'], { autoMerge: 'green' })
  for (const [at, id] of ['a', 'b'].entries()) {
    open(fleet, id, at + 1)
    say(fleet, { kind: 'pull_request.unable', ...about(id), step: 'auto_merge', reason: 'not allowed here' })
  }
  expect(next(fleet)).toBeNull()
  expect(requestMatters(fleet.state)).toMatchObject([{ key: 'auto-merge', text: expect.stringContaining('not allowed here') }])
})

test('if GitHub has nothing to wait for, czar merges a pull request with green checks, a moment after the last check', () => {
  const fleet = aGreenFleet()
  say(fleet, armed('a', 'czar'))
  expect(next(fleet)).toBeNull()
  say(fleet, checked('a', { passed: 1, pending: 1 }))
  expect(next(fleet)).toBeNull()
  say(fleet, checked('a', { passed: 2 }))
  expect([next(fleet), isMoving(fleet)]).toEqual([null, true])
  fleet.now += 30_000
  expect(next(fleet)).toMatchObject({ do: 'merge_request', commit: about('a').commit })
  say(fleet, checked('a', { passed: 1, failed: FAILED }))
  fleet.now += 60_000
  expect(next(fleet)).toBeNull()
})

test('without a check a pull request does not count as green', () => {
  const fleet = aGreenFleet()
  say(fleet, armed('a', 'czar'), checked('a'))
  fleet.now += 3_600_000
  expect(next(fleet)).toBeNull()
})

test.each([
  ['its task goes back to its worker', (fleet: Fleet) => tasksOf(fleet, { state: 'assigned', verified: null })],
  ['its task is dropped', (fleet: Fleet) => tasksOf(fleet, { state: 'dropped' })],
  [
    'somebody pushes to it',
    (fleet: Fleet) => say(fleet, { kind: 'pull_request.changed', ...about('a'), request: aRequest(1, { head: 'theirs' as CommitSha }) }),
  ],
] as const)('czar switches auto-merge off when %s', (_when, happen) => {
  const fleet = aGreenFleet()
  say(fleet, armed('a', 'forge'))
  happen(fleet)
  expect(next(fleet)).toMatchObject({ do: 'disarm_request', task: 'a' })
  say(fleet, { kind: 'pull_request.disarmed', ...about('a') })
  expect(next(fleet)).toBeNull()
})

test('auto-merge that somebody switched off on GitHub stays off', () => {
  const fleet = aGreenFleet()
  say(fleet, armed('a', 'off'), checked('a', { passed: 1 }))
  fleet.now += 60_000
  expect(next(fleet)).toBeNull()
  expect(viewRequests(fleet.state)).toMatchObject([{ problem: expect.stringContaining('switched its auto-merge off') }])
})

function tasksOf(fleet: Fleet, over: object): void {
  const { a, ...others } = fleet.state.tasks
  fleet.state = { ...fleet.state, tasks: { ...others, a: { ...a, ...over } } } as never
}

/** A fleet with two open pull requests. That of b was merged into base, and the proof of a was made again on the new base. */
function aSibling(): Fleet {
  const fleet = aFleet(['a', 'b'])
  open(fleet, 'a', 1)
  open(fleet, 'b', 2)
  say(fleet, { kind: 'pull_request.changed', ...about('b'), request: aRequest(2, { standing: 'merged', head: about('b').commit }) })
  const refs = { ...fleet.state.refs, base: { commit: 'base2', at: fleet.now }, standing: { 'a1+base': 'behind', 'b1+base': 'landed' } }
  fleet.state = { ...fleet.state, refs } as never
  const verified = { ...fleet.state.tasks['a']?.verified, base: 'base2' }
  tasksOf(fleet, { verified })
  return fleet
}
const caughtUp = (commit: string | null, reason: string | null = null): PullRequestEvent => {
  const { commit: from, ...of } = about('a')
  return {
    kind: 'pull_request.caught_up',
    ...of,
    from,
    base: 'base2' as CommitSha,
    after: ['feat/b'],
    commit: commit as CommitSha | null,
    reason,
  }
}

test('after a merge the other branches get base once, and the proof is moved to the merge, which is pushed', () => {
  const fleet = aSibling()
  expect(next(fleet)).toMatchObject({ do: 'catch_up_request', task: 'a', commit: about('a').commit })
  say(fleet, caughtUp('a1+base2'))
  expect(fleet.state.tasks['a']?.verified).toMatchObject({ commit: 'a1+base2', base: 'base2' })
  expect(next(fleet)).toMatchObject({ do: 'push_request', commit: 'a1+base2' })
  const again = about('a', 'a1+base2')
  say(
    fleet,
    { kind: 'pull_request.pushed', ...again },
    { kind: 'pull_request.updated', ...again, request: aRequest(1, { head: again.commit }) },
  )
  // Base moves, but not by a merge of another of czar's pull requests.
  const refs = { ...fleet.state.refs, base: { commit: 'base3', at: fleet.now }, standing: { 'a1+base2': 'behind', 'b1+base': 'landed' } }
  fleet.state = { ...fleet.state, refs } as never
  tasksOf(fleet, { verified: { ...fleet.state.tasks['a']?.verified, base: 'base3' } })
  expect(next(fleet)).toBeNull()
})

test('a branch that cannot get base stays as it is, and people are told', () => {
  const fleet = aSibling()
  say(fleet, caughtUp(null, 'uncommitted files are in the way'))
  expect([next(fleet), fleet.state.tasks['a']?.verified?.commit]).toEqual([null, about('a').commit])
  expect(viewRequests(fleet.state)[0]?.problem).toContain('uncommitted files are in the way')
})

test.each([
  [
    'its proof is not yet made again on that base',
    (fleet: Fleet) => tasksOf(fleet, { verified: { ...fleet.state.tasks['a']?.verified, base: 'base' } }),
  ],
  ['its task went back to its worker', (fleet: Fleet) => tasksOf(fleet, { state: 'assigned', verified: null })],
  [
    'somebody pushed to it',
    (fleet: Fleet) => say(fleet, { kind: 'pull_request.changed', ...about('a'), request: aRequest(1, { head: 'theirs' as CommitSha }) }),
  ],
  [
    'base does not show the merge yet',
    (fleet: Fleet) => {
      fleet.state = { ...fleet.state, refs: { ...fleet.state.refs, standing: { 'a1+base': 'behind', 'b1+base': 'current' } } } as never
    },
  ],
] as const)('a branch does not get base while %s', (_while, happen) => {
  const fleet = aSibling()
  happen(fleet)
  expect(next(fleet)?.do).not.toBe('catch_up_request')
})

test('the fleet does not end before a merge on GitHub has reached base, or a minute has passed', () => {
  const fleet = aSibling()
  fleet.state = { ...fleet.state, refs: { ...fleet.state.refs, standing: { 'a1+base': 'current', 'b1+base': 'current' } } } as never
  fleet.now += 59_000
  expect(isMoving(fleet)).toBe(true)
  fleet.now += 1_000
  expect(isMoving(fleet)).toBe(false)
})

const aThread = (id: string, comments = 1) => ({ id, path: 'src/a.ts', line: 3, comments, author: 'ada', text: `words of ${id}` })
const commented = (...threads: ReturnType<typeof aThread>[]): PullRequestEvent => {
  const { commit: _, ...of } = about('a')
  return { kind: 'pull_request.commented', ...of, stamp: String(threads.length), threads }
}

/** Task a has an open pull request, and its worker is free. */
function aFreeFleet(): Fleet {
  const fleet = aFleet(['a'])
  open(fleet, 'a', 1)
  fleet.state = { ...fleet.state, workers: { a: { id: 'a', assignment: null, config: {} } } } as never
  return fleet
}

/** The worker proves a new commit, and czar pushes it and updates the request. */
function proveAnew(fleet: Fleet, before: State, commit: string): void {
  const { tasks, workers, assignments } = before
  const verified = { ...tasks['a']?.verified, commit }
  const refs = { ...before.refs, standing: { [commit]: 'current' } }
  fleet.state = { ...fleet.state, refs, workers, assignments, tasks: { a: { ...tasks['a'], verified } } } as never
  const again = about('a', commit)
  say(
    fleet,
    { kind: 'pull_request.pushed', ...again },
    { kind: 'pull_request.updated', ...again, request: aRequest(1, { head: again.commit }) },
  )
}

test("people's comments go to the worker once, quoted, and are answered after a new proof", () => {
  const fleet = aFreeFleet()
  const before = fleet.state
  say(fleet, commented(aThread('T1'), aThread('T2')))
  expect([recorded(fleet), isMoving(fleet)]).toEqual([[], true])
  fleet.now += 30_000
  const [returned] = recorded(fleet)
  expect(returned).toMatchObject({
    kind: 'pull_request.returned',
    threads: ['T1', 'T2'],
    tail: '--- src/a.ts:3, ada\nwords of T1\n--- src/a.ts:3, ada\nwords of T2',
  })
  expect(JSON.stringify((returned as { reasons?: unknown }).reasons)).not.toContain('words of')
  if (returned === undefined) throw new Error('nothing is returned')
  say(fleet, returned)
  expect(fleet.state.forge.requests['feat/a']).toMatchObject({ returns: 0, threadReturns: 1 })

  proveAnew(fleet, before, 'a2+base')
  expect([recorded(fleet), next(fleet)]).toMatchObject([[], { do: 'answer_request', commit: 'a2+base' }])
  say(fleet, { kind: 'pull_request.answered', ...about('a', 'a2+base'), threads: ['T1', 'T2'] })
  expect([recorded(fleet), next(fleet)]).toEqual([[], null])
  // The next reading from GitHub also has czar's own answers.
  say(fleet, commented())
  expect(recorded(fleet)).toEqual([])
})

test('a worker that proves the same commit again has not answered the comments', () => {
  const fleet = aFreeFleet()
  const before = fleet.state
  say(fleet, commented(aThread('T1')))
  fleet.now += 30_000
  for (const event of recorded(fleet)) say(fleet, event)
  const { tasks, workers, assignments } = before
  fleet.state = { ...fleet.state, tasks, workers, assignments }
  expect([recorded(fleet), next(fleet)]).toEqual([[], null])
})

test('new comments in a thread go back again, three times in all; then a person is called', () => {
  const fleet = aFreeFleet()
  const before = fleet.state
  for (let round = 1; round <= 3; round++) {
    say(fleet, commented(aThread('T1', round * 2)))
    fleet.now += 30_000
    const events = recorded(fleet)
    expect(events).toHaveLength(1)
    say(fleet, ...events)
    proveAnew(fleet, before, `a${round + 1}+base`)
    say(fleet, { kind: 'pull_request.answered', ...about('a', `a${round + 1}+base`), threads: ['T1'] })
  }
  say(fleet, commented(aThread('T1', 8)))
  fleet.now += 30_000
  expect([recorded(fleet), isMoving(fleet)]).toEqual([[], false])
  expect(requestMatters(fleet.state)).toMatchObject([{ text: expect.stringContaining('has 1 remark that waits') }])
})

test('a thread that a person resolves before the worker got it goes to no worker', () => {
  const fleet = aFreeFleet()
  say(fleet, commented(aThread('T1')), commented())
  fleet.now += 30_000
  expect([recorded(fleet), isMoving(fleet)]).toEqual([[], false])
})

test.each([
  ['failed', { state: 'failed', failure: 'it could not be done', verified: null }, /has failed: it could not be done/],
  ['was dropped', { state: 'dropped', verified: null }, /was dropped/],
  ['was done on another branch', { assignment: 'other-1' }, /was done on feat\/other instead/],
] as const)('the pull request of a task that %s is closed with the setting for it, and not otherwise', (_how, over, reason) => {
  for (const closeOnAbandon of [true, false]) {
    const fleet = aFleet(['a'], { closeOnAbandon })
    open(fleet, 'a', 1)
    const other = { id: 'other-1', task: 'a', worker: 'a', branch: 'feat/other', state: 'verified' }
    fleet.state = { ...fleet.state, assignments: { ...fleet.state.assignments, 'other-1': other } } as never
    tasksOf(fleet, over)
    const known = fleet.state.forge.requests['feat/a']
    if (known === undefined) throw new Error('no request')
    if (!closeOnAbandon) {
      expect(whyAbandoned(fleet.state, known)).toBeNull()
      continue
    }
    expect(whyAbandoned(fleet.state, known)).toMatch(reason)
    expect(next(fleet)).toMatchObject({ do: 'close_request', branch: 'feat/a' })
    say(fleet, { kind: 'pull_request.changed', ...about('a'), request: aRequest(1, { head: 'theirs' as CommitSha }) })
    expect(next(fleet)?.do).not.toBe('close_request')
  }
})

test('a task that czar gave up and that is proven later gets another pull request', () => {
  const fleet = aFleet(['a'], { closeOnAbandon: true })
  open(fleet, 'a', 1)
  const closed = aRequest(1, { standing: 'closed', head: about('a').commit })
  say(fleet, { kind: 'pull_request.abandoned', ...about('a'), request: closed, reason: 'it failed' })
  expect(next(fleet)).toMatchObject({ do: 'open_request' })
})

const aReview = (over: object) => ({
  ...{ id: 'review-1', task: 'a', commit: about('a').commit, assignment: 'a-1', author: 'a', verdict: 'gate', round: 1, agent: 'claude' },
  ...{ model: null, state: 'open', findings: [], endedAt: null, end: null, returnedAt: null, isClosed: false },
  ...over,
})

/** A draft that people approved. A reviewing agent must still pass it. */
function anApprovedDraft(review: object): Fleet {
  const fleet = aFleet(['a'], { draftUntil: 'reviewed' })
  say(fleet, { kind: 'pull_request.pushed', ...about('a') }, opened('a', 1, { isDraft: true }))
  say(fleet, { kind: 'pull_request.approved', ...about('a'), head: about('a').commit })
  const { project } = fleet.state
  const policy = { ...project?.policy, review: { by: 'claude', when: 'proven', verdict: 'gate', tellAuthor: false, withinMs: 1 } }
  fleet.state = { ...fleet.state, project: { ...project, policy }, reviews: { 'review-1': aReview(review) } } as never
  return fleet
}

test('a draft stays a draft while a required review runs or rejects it, whoever approved it', () => {
  expect(next(anApprovedDraft({}))).toBeNull()
  const shown = { path: 'a', line: 1, severity: 'high', claim: 'wrong', evidence: { command: 'false' }, outcome: 'shown' }
  const rejected = anApprovedDraft({ state: 'counted', findings: [shown] })
  expect(next(rejected)).toBeNull()
  expect(next(anApprovedDraft({ state: 'counted' }))).toMatchObject({ do: 'ready_request' })
})

test('the text is written anew after the review of its commit', () => {
  const fleet = anApprovedDraft({})
  fleet.now += 1_000
  const reviews = { 'review-1': aReview({ state: 'counted', endedAt: fleet.now }) }
  fleet.state = { ...fleet.state, reviews } as never
  expect(next(fleet)).toMatchObject({ do: 'update_request' })
  fleet.now += 1_000
  say(fleet, { kind: 'pull_request.updated', ...about('a'), request: aRequest(1, { isDraft: true, head: about('a').commit }) })
  expect(next(fleet)).toMatchObject({ do: 'ready_request' })
})
