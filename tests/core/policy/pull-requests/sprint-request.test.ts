import { expect, test } from 'vitest'
import type { RequestAction } from '../../../../src/core/events/decision.ts'
import { isRequestAction } from '../../../../src/core/events/decision.ts'
import type { Event } from '../../../../src/core/events/event.ts'
import type { ForgeRequest, ForgeThread, PullRequestEvent } from '../../../../src/core/events/pull-request.ts'
import { isLanded } from '../../../../src/core/landing/boarding.ts'
import type { CommitSha, TaskId } from '../../../../src/core/model/ids.ts'
import type { PullRequestPolicy } from '../../../../src/core/model/policy/policy.ts'
import { createPolicyContext } from '../../../../src/core/policy/engine/policy-context.ts'
import { requestMatters } from '../../../../src/core/policy/pull-requests/request-matters.ts'
import { sayLeftOut } from '../../../../src/core/policy/pull-requests/sprint-request.ts'
import { sprintBody } from '../../../../src/core/policy/pull-requests/sprint-text.ts'
import { areRequestsMoving, tendRequests } from '../../../../src/core/policy/pull-requests/tend-requests.ts'
import { testedWork } from '../../../../src/core/policy/pull-requests/tested-work.ts'
import { viewRequests } from '../../../../src/core/policy/pull-requests/view-requests.ts'
import type { Proof } from '../../../../src/core/state/types/task-state.ts'
import { aTrain, happen, look, lose, prove, rest, setTask, type TrainWorld } from '../../landing/a-train.ts'

const POLICY: PullRequestPolicy = { per: 'sprint', draftUntil: 'proven', base: null, labels: [], reviewers: [], maxOpen: 5 }
const BRANCH = 'omnibus/sample'

/** A project with one pull request for all these tasks. The tasks in `proven` are in the tested tree. */
function aSprint(
  ids: readonly string[],
  {
    proven = ids,
    over = {},
    ...broken
  }: { proven?: readonly string[]; over?: Partial<PullRequestPolicy> } & Parameters<typeof aTrain>[1] = {},
): TrainWorld {
  const world = aTrain(Object.fromEntries(ids.map(id => [id, []])), broken)
  const { project } = world.state
  if (project === null) throw new Error('no project')
  const workers = Object.fromEntries(ids.map(id => [id, { id, assignment: null, stopped: null, config: { branch: `feat/${id}` } }]))
  const withRequests = { ...project, policy: { ...project.policy, pullRequests: { ...POLICY, ...over } } }
  world.state = { ...world.state, project: withRequests, workers: workers as never }
  for (const id of ids) setTask(world, id, { worker: id as never })
  board(world, proven)
  return world
}

/** Proves tasks, and lets czar merge until nothing is left to do. */
function board(world: TrainWorld, ids: readonly string[]): void {
  for (const id of ids) {
    prove(world, id)
    const { state } = world
    const assignment = { id: `${id}-1`, task: id, worker: id, branch: `feat/${id}`, state: 'verified' }
    world.state = { ...state, assignments: { ...state.assignments, [`${id}-1`]: assignment as never } }
    setTask(world, id, { assignment: `${id}-1` as never })
    const { verified } = world.state.tasks[id] ?? {}
    const refs = world.state.refs
    if (verified != null && refs !== null)
      world.state = {
        ...world.state,
        refs: { ...refs, branches: { ...refs.branches, [`feat/${id}`]: { commit: verified.commit, at: 0 } } },
      }
  }
  rest(world)
}

const LATER = 10_000_000

function next({ state }: TrainWorld, now = LATER): RequestAction | null {
  if (state.project === null) return null
  const context = createPolicyContext(state, state.project, now)
  tendRequests(context)
  const [decision] = context.plan().decisions
  return decision?.kind === 'perform' && isRequestAction(decision.action) ? decision.action : null
}

function recorded({ state }: TrainWorld): readonly Event[] {
  if (state.project === null) return []
  const context = createPolicyContext(state, state.project, LATER)
  tendRequests(context)
  return context.plan().decisions.flatMap(decision => (decision.kind === 'record' ? [decision.event] : []))
}

const about = { worker: null, task: null, branch: BRANCH }

function aRequest(head: string, over: Partial<ForgeRequest> = {}): ForgeRequest {
  return { number: 1, url: 'https://forge/1', standing: 'open', isDraft: true, head: head as CommitSha, mergeCommit: null, ...over }
}

/** Carries out what czar asks of GitHub, and returns the names of the steps. `as` is the name of the pushed commit. */
function doAll(world: TrainWorld, as?: string): string[] {
  const did: string[] = []
  for (let action = next(world); action !== null && did.length < 9; action = next(world)) {
    did.push(action.do)
    happen(world, ...carryOut(world, action, as))
  }
  return did
}

function carryOut(world: TrainWorld, { do: step, commit }: RequestAction, as = `pushed:${commit}`): PullRequestEvent[] {
  const known = world.state.forge.requests[BRANCH]
  const carries = testedWork(world.state)
  if (carries === null) throw new Error('nothing is tested')
  const leftOut = sayLeftOut(world.state, carries)
  const { number = 0, standing = 'open', isDraft = true } = known?.request ?? {}
  const fresh = { isFound: false, problem: null, leftOut }
  if (step === 'push_request') return [{ kind: 'pull_request.pushed', ...about, commit: as as CommitSha, carries }]
  if (step === 'open_request') {
    const request = aRequest(commit, { number: standing === 'open' ? 1 : number + 1 })
    return [{ kind: 'pull_request.opened', ...about, commit, request, ...fresh }]
  }
  const request = aRequest(commit, { number, isDraft: step === 'ready_request' ? false : isDraft })
  if (step === 'update_request') return [{ kind: 'pull_request.updated', ...about, commit, request, leftOut }]
  if (step === 'ready_request') return [{ kind: 'pull_request.changed', ...about, request }]
  if (step === 'arm_request') return [{ kind: 'pull_request.armed', ...about, commit, how: 'forge' }]
  if (step === 'answer_request') {
    const threads = Object.values(world.state.forge.requests[BRANCH]?.threads ?? {}).filter(({ state }) => state === 'returned')
    return [{ kind: 'pull_request.answered', ...about, commit, threads: threads.map(({ id }) => id) }]
  }
  throw new Error(`no such step is expected: ${step}`)
}

const shown = (world: TrainWorld) => world.state.forge.requests[BRANCH]?.request

test('the first tested tree is pushed and opened as a draft; later trees go to the same pull request, which becomes ready with the last', () => {
  const world = aSprint(['a', 'b', 'c'], { proven: ['a'] })
  expect(next(world)).toMatchObject({ do: 'push_request', task: null, branch: BRANCH, commit: 'a1+base' })
  expect(doAll(world)).toEqual(['push_request', 'open_request'])
  expect(shown(world)).toMatchObject({ number: 1, isDraft: true })
  board(world, ['b'])
  expect(doAll(world)).toEqual(['push_request', 'update_request'])
  expect(shown(world)).toMatchObject({ number: 1, isDraft: true })
  board(world, ['c'])
  expect(doAll(world)).toEqual(['push_request', 'update_request', 'ready_request'])
  expect(shown(world)).toMatchObject({ number: 1, isDraft: false })
})

test('no task has a pull request of its own, and none is opened before a tree is tested', () => {
  const world = aSprint(['a', 'b'], { proven: [] })
  prove(world, 'a')
  expect([next(world), viewRequests(world.state)]).toEqual([null, []])
  rest(world)
  expect(viewRequests(world.state)).toMatchObject([{ task: null, worker: null, branch: BRANCH, state: 'waiting' }])
})

test('a failed or dropped task, or one that waits for a person, does not keep the pull request a draft; a running task does', () => {
  const world = aSprint(['a', 'b', 'c'], { proven: ['a'] })
  setTask(world, 'b', { state: 'failed', failure: 'it could not' })
  expect(doAll(world)).not.toContain('ready_request')
  setTask(world, 'c', { state: 'dropped' })
  expect(doAll(world)).toEqual(['update_request', 'ready_request'])
})

test('work that is set aside for good does not keep the pull request a draft, and the text has the reason', () => {
  const world = aSprint(['a', 'b'], { conflicts: [['a', 'b']], proven: [] })
  const { workers } = world.state
  world.state = { ...world.state, workers: { ...workers, b: { ...workers['b'], stopped: 'person' } as never } }
  board(world, ['a', 'b'])
  expect(doAll(world)).toEqual(['push_request', 'open_request', 'ready_request'])
  const carries = testedWork(world.state)
  if (carries === null) throw new Error('nothing is tested')
  const body = sprintBody(world.state, carries, () => 'it is there, @ada. Fixes #9')
  expect(body).toContain('### Set aside\n\n- b has no history in common with base; b is stopped')
  expect(body).toContain('#### a: ')
  expect(body).not.toMatch(/@ada|Fixes #9|#### b/)
})

test("the text names each included task with its proof, the whole tree's tests, missing tasks, and the issues", () => {
  const world = aSprint(['a', 'b'], { proven: ['a'] })
  const text = { ...world.state.tasks['a']?.text, text: 'Add a list. Fixes #3' } as never
  setTask(world, 'a', { text })
  const check = { name: 'npm test', outcome: 'passed', exitCode: 0, durationMs: 61_000 } as const
  const tip = world.state.train?.tested as CommitSha
  world.state = { ...world.state, train: { ...world.state.train, passed: { tip, checks: [check] } } as never }
  const carries = testedWork(world.state)
  if (carries === null) throw new Error('nothing is tested')
  const body = sprintBody(world.state, carries, () => null)
  for (const part of [
    '#### a: Add a list.',
    '- Proven at a1+base',
    '| `npm test` | passed | 1m |',
    '### Not in it\n\n- b has not begun',
    '\n\nCloses #3',
  ])
    expect(body).toContain(part)
  const many = aSprint(Array.from({ length: 120 }, (_, at) => `task-${at}`))
  const all = testedWork(many.state)
  if (all === null) throw new Error('nothing is tested')
  expect(sprintBody(many.state, all, () => 'x'.repeat(9_000)).length).toBeLessThan(65_536)
})

test('a lost proof delays the push until it is made again, and the newer commit counts', () => {
  const world = aSprint(['a', 'b'])
  doAll(world)
  lose(world, 'b')
  expect([testedWork(world.state), next(world)]).toEqual([null, null])
  board(world, ['b'])
  expect(testedWork(world.state)?.members).toMatchObject([{ task: 'a' }, { task: 'b', commit: 'b2+base' }])
  expect(doAll(world)).toEqual(['push_request', 'update_request'])
})

test('nothing is pushed while base is newer than the tested tree; then the same pull request gets the new tree', () => {
  const world = aSprint(['a', 'b'], { over: { autoMerge: 'green' } })
  expect(doAll(world)).toEqual(['push_request', 'open_request', 'ready_request', 'arm_request'])
  world.base = 'base2'
  look(world)
  expect(next(world)).toMatchObject({ do: 'disarm_request', task: null })
  happen(world, { kind: 'pull_request.disarmed', ...about })
  expect(next(world)).toBeNull()
  rest(world)
  expect(doAll(world, 'joined')).toEqual(['push_request', 'update_request', 'arm_request'])
  expect(world.state.forge.requests[BRANCH]).toMatchObject({ pushed: 'joined', told: 'joined', carries: { base: 'base2' } })
})

test('merged work counts as landed, and work that is tested later gets another pull request', () => {
  const world = aSprint(['a', 'b'], { proven: ['a'] })
  doAll(world)
  setTask(world, 'b', { state: 'failed' })
  doAll(world)
  const head = world.state.forge.requests[BRANCH]?.pushed ?? ''
  happen(world, { kind: 'pull_request.changed', ...about, request: aRequest(head, { standing: 'merged', isDraft: false }) })
  const { a } = world.state.tasks
  // The pull request was merged with squash, so none of its commits is in base.
  expect(a !== undefined && isLanded(world.state, a)).toBe(true)
  expect(next(world)).toBeNull()
  world.base = 'base2'
  look(world)
  board(world, ['b'])
  expect(doAll(world, 'later')).toEqual(['push_request', 'open_request', 'ready_request'])
  expect(shown(world)).toMatchObject({ number: 2 })
  expect(a !== undefined && isLanded(world.state, a)).toBe(true)
})

test('a push that came too late for the merge does not count as merged', () => {
  const world = aSprint(['a', 'b'], { proven: ['a'] })
  doAll(world, 'first')
  board(world, ['b'])
  happen(world, ...(next(world) === null ? [] : carryOut(world, next(world) as RequestAction, 'second')))
  happen(world, { kind: 'pull_request.changed', ...about, request: aRequest('first', { standing: 'merged' }) })
  const { b } = world.state.tasks
  expect(b !== undefined && isLanded(world.state, b)).toBe(false)
})

test('a pull request that a person closes stays closed, and one that a person turns into a draft stays a draft', () => {
  const world = aSprint(['a'])
  doAll(world)
  happen(world, { kind: 'pull_request.changed', ...about, request: aRequest('pushed:a1+base', { isDraft: true }) })
  expect(next(world)).toBeNull()
  happen(world, { kind: 'pull_request.changed', ...about, request: aRequest('pushed:a1+base', { standing: 'closed' }) })
  setTask(world, 'a', { state: 'assigned' })
  board(world, ['a'])
  expect(next(world)).toBeNull()
})

test('a pull request whose branch a person pushed to is neither made ready nor merged, and people are told', () => {
  const world = aSprint(['a', 'b'], { proven: ['a'], over: { autoMerge: 'green' } })
  doAll(world)
  happen(world, { kind: 'pull_request.changed', ...about, request: aRequest('theirs') })
  setTask(world, 'b', { state: 'dropped' })
  happen(world, ...carryOut(world, next(world) as RequestAction))
  happen(world, { kind: 'pull_request.changed', ...about, request: aRequest('theirs') })
  expect(next(world)).toBeNull()
  expect(requestMatters(world.state)[0]?.text).toBe(`pull request #1 of ${BRANCH} is at theirs, which another person pushed`)
})

test('with "reviewed" the pull request becomes ready when it is complete and its head is approved, in any order', () => {
  const world = aSprint(['a', 'b'], { proven: ['a'], over: { draftUntil: 'reviewed' } })
  doAll(world)
  happen(world, { kind: 'pull_request.approved', ...about, head: 'pushed:a1+base' as CommitSha })
  expect(next(world)).toBeNull()
  board(world, ['b'])
  expect(doAll(world, 'both')).toEqual(['push_request', 'update_request'])
  happen(world, { kind: 'pull_request.approved', ...about, head: 'both' as CommitSha })
  expect(doAll(world)).toEqual(['ready_request'])
})

test('a commit that the remote refuses is not pushed again, a person is called, and the next tested tree is pushed', () => {
  const world = aSprint(['a', 'b'], { proven: ['a'] })
  const action = next(world)
  if (action === null) throw new Error('nothing is asked for')
  happen(world, { kind: 'pull_request.refused', ...about, commit: action.commit, reason: 'fetch first' })
  expect(next(world)).toBeNull()
  expect(requestMatters(world.state)).toMatchObject([{ key: `request:${BRANCH}`, worker: null, hint: 'czar pr' }])
  board(world, ['b'])
  expect(next(world)).toMatchObject({ do: 'push_request' })
})

const failed = { name: 'build', step: 'npm test', url: null, tail: 'expected 1' }
const checked = (world: TrainWorld, over: object): void =>
  happen(world, {
    ...{ kind: 'pull_request.checked', ...about, head: world.state.forge.requests[BRANCH]?.pushed as CommitSha },
    ...{ passed: 0, pending: 0, failed: [], ...over },
  })

test('a failed check goes back to the only task that is new since all checks passed', () => {
  const world = aSprint(['a', 'b'], { proven: ['a'] })
  doAll(world)
  checked(world, { passed: 1 })
  board(world, ['b'])
  doAll(world, 'both')
  checked(world, { failed: [failed] })
  const { workers, tasks } = world.state
  const [returned] = recorded(world)
  expect(returned).toMatchObject({
    ...{ kind: 'pull_request.returned', task: 'b', worker: 'b', branch: BRANCH, commit: 'b1+base', tail: '--- build\nexpected 1' },
    reasons: [
      'The check "build" of pull request #1 failed at the merged work of all tasks, in its step "npm test".',
      expect.stringContaining(`Merge ${BRANCH} (commit `),
    ],
  })
  if (returned !== undefined) happen(world, returned)
  expect(world.state.tasks['b']?.state).toBe('assigned')
  // The pull request still covers all tasks, and calls no person as long as a task is unfinished.
  expect(world.state.forge.requests[BRANCH]).toMatchObject({ task: null, worker: null, returns: 1 })
  expect([requestMatters(world.state), recorded(world)]).toEqual([[], []])
  // The repaired work is pushed. The failed checks belong to the previous commit.
  world.state = { ...world.state, workers }
  setTask(world, 'b', { verified: tasks['b']?.verified ?? null })
  board(world, ['b'])
  happen(world, ...carryOut(world, next(world) as RequestAction, 'mended'))
  expect([requestMatters(world.state), recorded(world)]).toEqual([[], []])
  expect(doAll(world)).toEqual(['update_request'])
})

test.each([
  ['several tasks are new', ['a', 'b', 'c'], (_: TrainWorld) => {}],
  [
    'base has moved as well',
    ['a'],
    (world: TrainWorld) => {
      world.base = 'base2'
      look(world)
    },
  ],
] as const)('a failed check is reported to a person when %s', (_when, first, happens) => {
  const world = aSprint(['a', 'b', 'c'], { proven: [...first] })
  doAll(world)
  if (first.length === 1) checked(world, { passed: 1 })
  happens(world)
  board(world, first.length === 1 ? ['b', 'c'] : [])
  doAll(world, 'both')
  checked(world, { failed: [failed] })
  expect(recorded(world)).toEqual([])
  expect(requestMatters(world.state)[0]?.text).toBe(
    `pull request #1 of ${BRANCH} fails the check build; czar cannot tell which of its tasks is the cause`,
  )
})

test("a pull request of all tasks stays open if one task's issue has another person's pull request, and people are told", () => {
  const world = aSprint(['a'])
  doAll(world)
  happen(world, { kind: 'pull_request.preceded', ...about, issue: 5, other: { number: 12, url: null } })
  expect([next(world), requestMatters(world.state)]).toMatchObject([
    null,
    [{ text: `pull request #1 of ${BRANCH} is not the only one: issue #5 has the open pull request #12 of another person` }],
  ])
})

test('a pull request that could not be a draft is not merged by czar before it is complete, and people are told', () => {
  const world = aSprint(['a', 'b'], { proven: ['a'], over: { autoMerge: 'green' } })
  doAll(world)
  const head = world.state.forge.requests[BRANCH]?.pushed as CommitSha
  happen(world, { kind: 'pull_request.changed', ...about, request: aRequest(head, { isDraft: false }) })
  happen(world, { kind: 'pull_request.unable', ...about, commit: head, step: 'draft', reason: 'not supported' })
  expect([next(world), requestMatters(world.state)[0]?.text]).toEqual([
    null,
    `pull request #1 of ${BRANCH} is no draft, so people may merge it too early: not supported`,
  ])
  setTask(world, 'b', { state: 'dropped' })
  expect(doAll(world)).toEqual(['update_request', 'arm_request'])
})

const aThread = (id: string, over: Partial<ForgeThread> = {}): ForgeThread => {
  return { id, path: 'src/a.ts', line: 3, comments: 1, author: 'ada', text: `words of ${id}`, ...over }
}
const commented = (world: TrainWorld, ...threads: readonly ForgeThread[]) =>
  happen(world, { kind: 'pull_request.commented', ...about, stamp: JSON.stringify(threads), threads })
/** The task goes back to its worker, who proves a new commit. */
function mend(world: TrainWorld, id: string, ...returned: readonly Event[]): void {
  const { verified = null } = world.state.tasks[id] ?? {}
  const { workers } = world.state
  happen(world, ...returned)
  world.state = { ...world.state, workers }
  setTask(world, id, { verified })
  board(world, [id])
}
const remark = (world: TrainWorld) => requestMatters(world.state)[0]?.text.split(' has ')[1]

test('remarks on the pull request of all tasks go to the task that wrote the lines, quoted, and are answered with its new proof', () => {
  const world = aSprint(['a', 'b'])
  doAll(world)
  const tip = String(world.state.forge.requests[BRANCH]?.carries?.tip)
  commented(world, aThread('T1', { task: 'b' as TaskId }), aThread('T2', { task: 'b' as TaskId, isRemoved: true }))
  const [returned] = recorded(world)
  expect(returned).toMatchObject({ kind: 'pull_request.returned', task: 'b', worker: 'b', branch: BRANCH, threads: ['T1', 'T2'] })
  const { reasons, tail, commit } = returned as Extract<PullRequestEvent, { kind: 'pull_request.returned' }>
  expect(tail).toBe('--- src/a.ts:3, ada\nwords of T1\n--- src/a.ts:3 before the change, ada\nwords of T2')
  expect(reasons.join(' ')).toContain(`The line numbers are those of commit ${tip.slice(0, 12)} on ${BRANCH}.`)
  expect(reasons.join(' ')).not.toContain('words of')
  happen(world, returned as Event)
  expect([world.state.tasks['a']?.state, world.state.tasks['b']?.state]).toEqual(['verified', 'assigned'])
  expect([remark(world), recorded(world)]).toEqual([undefined, []])

  setTask(world, 'b', { verified: { commit } as Proof })
  board(world, ['b'])
  expect(world.state.tasks['b']?.verified?.commit).not.toBe(commit)
  expect(doAll(world)).toEqual(['push_request', 'update_request', 'answer_request'])
  expect(recorded(world)).toEqual([])
})

test('a new tree in which the task of the remarks is unchanged answers none of them', () => {
  const world = aSprint(['a', 'b', 'c'], { proven: ['a', 'b'] })
  doAll(world)
  const before = world.state
  commented(world, aThread('T1', { task: 'b' as TaskId }))
  for (const event of recorded(world)) happen(world, event)
  const { tasks, workers, assignments } = before
  world.state = { ...world.state, tasks, workers, assignments }
  board(world, ['c'])
  expect(doAll(world)).toEqual(['push_request', 'update_request', 'ready_request'])
})

test.each([
  ['of which czar cannot tell who wrote them', {}, '1 remark that waits: czar cannot tell which task wrote the lines'],
  ['of a task that is not in the request', { task: 'c' as TaskId }, '1 remark that waits: czar cannot tell which task wrote the lines'],
  ['of a worker that a person stopped', { task: 'b' as TaskId }, '1 remark that waits: b is stopped'],
])('remarks about lines %s are reported to a person', (_which, over, words) => {
  const world = aSprint(['a', 'b', 'c'], { proven: ['a', 'b'] })
  doAll(world)
  const { workers } = world.state
  world.state = { ...world.state, workers: { ...workers, b: { ...workers['b'], stopped: 'person' } as never } }
  commented(world, aThread('T1', over))
  expect([recorded(world), remark(world)]).toEqual([[], words])
})

test('each task of the request goes back at most three times because of remarks', () => {
  const world = aSprint(['a', 'b'])
  doAll(world)
  for (let round = 1; round <= 3; round++) {
    commented(world, aThread('T1', { task: 'b' as TaskId, comments: 2 * round }))
    const events = recorded(world)
    expect(events).toHaveLength(1)
    mend(world, 'b', ...events)
    doAll(world)
  }
  commented(world, aThread('T1', { task: 'b' as TaskId, comments: 9 }))
  expect([recorded(world), remark(world)]).toEqual([[], '1 remark that waits: b went back to its worker three times'])
  commented(world, aThread('T1', { task: 'b' as TaskId, comments: 9 }), aThread('T2', { task: 'a' as TaskId }))
  expect(recorded(world)).toMatchObject([{ task: 'a', threads: ['T2'] }])
})

test('with the setting for it, a pull request is closed if its work failed or is in base already', () => {
  const world = aSprint(['a'], { over: { closeOnAbandon: true } })
  doAll(world)
  world.base = 'a1+base2'
  look(world)
  expect(next(world)).toMatchObject({ do: 'close_request', task: null })
  const failedWorld = aSprint(['a'], { over: { closeOnAbandon: true } })
  doAll(failedWorld)
  setTask(failedWorld, 'a', { state: 'failed', verified: null })
  expect(next(failedWorld)).toMatchObject({ do: 'close_request' })
})

test('the fleet does not end while the pull request is to be opened, made ready or checked', () => {
  const world = aSprint(['a'])
  const isMoving = (now = world.state.at) =>
    world.state.project !== null && areRequestsMoving(createPolicyContext(world.state, world.state.project, now))
  expect(isMoving()).toBe(true)
  doAll(world)
  expect(isMoving()).toBe(true)
  expect(isMoving(LATER)).toBe(false)
})

test("a task that another task's work proved is in the pull request with that work", () => {
  const world = aSprint(['a', 'b'], { proven: ['a'] })
  const commit = world.state.tasks['a']?.verified?.commit as CommitSha
  const by = { task: 'a' as TaskId, commit } as never
  setTask(world, 'b', { state: 'verified', verified: { ...(world.state.tasks['a']?.verified as Proof), by } })
  look(world)
  rest(world)
  expect(doAll(world)).toEqual(['push_request', 'open_request', 'ready_request'])
  expect(world.state.forge.requests[BRANCH]?.leftOut).toBe('')
})
