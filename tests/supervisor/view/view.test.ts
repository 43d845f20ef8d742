import { expect, test } from 'vitest'
import type { Journaled } from '../../../src/core/events/event.ts'
import type { GitActivity } from '../../../src/core/events/worktree-event.ts'
import { emptyState } from '../../../src/core/state/empty.ts'
import { fold } from '../../../src/core/state/fold.ts'
import { statusSchema } from '../../../src/core/views/status.ts'
import { createView } from '../../../src/supervisor/view/view.ts'
import { aWorker } from '../../support/builders/a-project.ts'
import {
  about,
  act,
  aStory,
  assignmentOf,
  begin,
  breakDown,
  complete,
  messages,
  pass,
  report,
  say,
  turn,
  verdict,
  workerOf,
} from '../../support/worlds/story.ts'
import { observed, sha, type World } from '../../support/worlds/world.ts'

const viewOf = createView(worker => `sample-worker-${worker}`)
const look = (world: World) => viewOf(world.state, world.now)
const FILE = { path: 'a \u001b[31m.ts', kind: 'other', hunks: [] } as const
const overlapsOf = (world: World, worker: string) => look(world).workers[worker]?.overlaps

function changes(world: World, id: string, files: readonly string[], over: Partial<GitActivity> = {}): void {
  const event = observed(workerOf(world, id), `head-${id}`)
  if (event.kind === 'git.observed') say(world, { ...event, activity: { ...event.activity, files, ...over } })
}

test("the view has the time of the project's first launch, also under a later czar", () => {
  const at = (seq: number, epoch: number) =>
    ({ kind: 'czar.started', epoch, pid: 1, host: 'h', version: '0', seq, at: seq * 1_000 }) as Journaled
  const state = [at(1, 1), at(2, 2)].reduce(fold, emptyState)
  expect(viewOf(state, 9_000)).toMatchObject({ started_at: '1970-01-01T00:00:01.000Z', updated_at: '1970-01-01T00:00:02.000Z' })
})

test("the view names a worker's start commit when it has a worktree", () => {
  const world = aStory()
  expect(look(world).workers['one']?.start_commit).toBeNull()
  act(world, 'prepare_worktree', 'one')
  expect(look(world).workers['one']?.start_commit).toBe(workerOf(world, 'one').worktree?.startSha)
})

test('a worker whose worktree is being made, or tried again, does not count as waiting for a seat', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  const reason = () => look(world).workers['one']?.reason
  expect(reason()).toBe('its worktree is being made')
  breakDown(world, 'prepare_worktree', 'one')
  expect(reason()).toBe('its worktree could not be made and is tried again: it broke')
  pass(world, 60_000)
  act(world, 'prepare_worktree', 'one')
  expect(reason()).toBe('its agent is being started')
})

test("the view has the pull request of a worker's branch until it works on another branch or the branch begins anew", () => {
  const world = aStory({ workers: [aWorker('one')] })
  begin(world, 'one')
  const pullRequest = () => look(world).workers['one']?.pull_request
  const seen = { kind: 'pull_request.seen', worker: 'one' as never, number: 7, url: 'https://github.com/o/n/pull/7' } as const
  expect(pullRequest()).toBeNull()
  say(world, { ...seen, branch: 'feat/another' }, { ...seen, worker: 'nobody' as never, branch: 'feat/one' })
  expect(pullRequest()).toBeNull()
  say(world, { ...seen, branch: 'feat/one' })
  expect(pullRequest()).toEqual({ number: 7, url: 'https://github.com/o/n/pull/7' })
  const { path, startSha } = workerOf(world, 'one').worktree ?? { path: '', startSha: sha('') }
  const ready = { kind: 'worktree.ready', worker: 'one' as never, path, branch: 'feat/one', includes: [] } as const
  say(world, { ...ready, startSha })
  expect(pullRequest()).toMatchObject({ number: 7 })
  say(world, { ...ready, startSha: sha('begun-anew') })
  expect(pullRequest()).toBeNull()
})

test('the view shows why a text is delayed for as long as the person is at the pane', () => {
  const world = aStory()
  begin(world, 'one')
  say(world, { kind: 'person.told', worker: 'one' as never, text: 'hurry' })
  const queued = {
    kind: 'message.queued',
    worker: 'one' as never,
    message: 'm9' as never,
    assignment: null,
    facts: { text: 'hurry' },
  } as const
  say(world, { ...queued, messageKind: 'tell' })
  expect(look(world).workers['one']?.held).toBeNull()
  const held = { ...about(world, 'one'), message: messages(world, 'one')[0]?.id as never }
  say(world, { kind: 'message.held', ...held, by: 'draft', chars: 12 })
  expect(look(world).workers['one']?.held).toBe('a draft of 12 characters is in its input field')
  say(world, { kind: 'message.freed', ...held })
  expect(look(world).workers['one']?.held).toBeNull()
})

test('a path that two workers changed is named at both', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two'), aWorker('three')] })
  changes(world, 'one', ['a.ts', 'b.ts', 'c.ts'])
  changes(world, 'two', ['b.ts', 'c.ts'])
  changes(world, 'three', ['c.ts', 'constructor'])
  expect(overlapsOf(world, 'one')).toEqual([
    { worker: 'two', files: ['b.ts', 'c.ts'] },
    { worker: 'three', files: ['c.ts'] },
  ])
  expect(overlapsOf(world, 'three')).toEqual([
    { worker: 'one', files: ['c.ts'] },
    { worker: 'two', files: ['c.ts'] },
  ])
  changes(world, 'three', [])
  expect(overlapsOf(world, 'three')).toEqual([])
  expect(statusSchema.parse(look(world))).toEqual(look(world))
})

test("a worker that builds on another's verified work overlaps with it on neither side, until more work is verified", () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two', { dependsOn: ['one' as never] })] })
  complete(world, 'one')
  act(world, 'prepare_worktree', 'two')
  expect(workerOf(world, 'two').worktree?.includes).toEqual([sha('work-one')])
  changes(world, 'one', ['a.ts'], { head: sha('work-one') })
  changes(world, 'two', ['a.ts'])
  expect([overlapsOf(world, 'one'), overlapsOf(world, 'two')]).toEqual([[], []])
  const tasks = { ...world.state.tasks }
  const own = tasks['one']
  if (own !== undefined)
    tasks['more'] = {
      ...own,
      id: 'more' as never,
      verified: { commit: sha('later'), base: null, accept: [], checks: [], flags: [], at: world.now + 1 },
    }
  world.state = { ...world.state, tasks }
  changes(world, 'one', ['a.ts'], { head: sha('later') })
  expect([overlapsOf(world, 'one'), overlapsOf(world, 'two')]).toEqual([
    [{ worker: 'two', files: ['a.ts'] }],
    [{ worker: 'one', files: ['a.ts'] }],
  ])
})

test('a file that the whole fleet changed is named for twenty other workers, with twenty files each', () => {
  const ids = Array.from({ length: 60 }, (_, index) => `w${index}`)
  const files = Array.from({ length: 50 }, (_, index) => `file-${index}`)
  const world = aStory({ workers: ids.map(id => aWorker(id)) })
  for (const id of ids) changes(world, id, files)
  for (const worker of Object.values(look(world).workers)) {
    expect(worker.overlaps).toHaveLength(20)
    expect(new Set(worker.overlaps.map(overlap => overlap.files.length))).toEqual(new Set([20]))
  }
})

test('an unchanged worker is the same object in the next view', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  begin(world, 'one')
  begin(world, 'two')
  const before = look(world).workers
  report(world, 'one', 'progress', { text: 'half', done: 1, total: 2 })
  const after = look(world).workers
  expect(after['two']).toBe(before['two'])
  expect(after['one']).toMatchObject({ progress: { done: 1, total: 2, now: 'half' } })
})

test.each([
  { fact: 'conflict', isSame: false },
  { fact: 'same', isSame: true },
])('both workers of a pair name the same fact ($fact) before and after the earlier task is proven', ({ fact, isSame }) => {
  const world = aStory({ workers: [aWorker('early'), aWorker('later'), aWorker('apart')] })
  for (const id of ['early', 'later', 'apart']) {
    begin(world, id)
    changes(world, id, [id === 'apart' ? 'apart.ts' : 'a.ts'])
  }
  const pair = { one: 'early' as never, other: 'later' as never, kind: 'conflict', files: [FILE] } as const
  say(world, { kind: 'forecast.changed', pairs: [pair], clear: [] })
  if (isSame) {
    const { id: assignment, task, worker } = assignmentOf(world, 'later')
    const facts = [{ kind: 'near', name: null, file: 'a.ts', otherFile: 'a.ts', share: 1 }] as const
    const earlier = { task: 'early' as never, worker: 'early' as never, commit: 'c' as never }
    say(world, { kind: 'duplicate.found', worker, task, assignment, commit: 'd' as never, earlier, facts })
  }
  const factsOf = () => ['early', 'later', 'apart'].map(id => look(world).workers[id]?.in_common.map(found => [found.fact, found.task]))
  const both = [[[fact, 'later']], [[fact, 'early']], []]
  expect(factsOf()).toEqual(both)
  report(world, 'early', 'done')
  verdict(world, 'early', 'verified')
  expect(look(world).tasks.find(({ id }) => id === 'early')?.state).toBe('verified')
  expect(factsOf()).toEqual(both)
})

test.each<[what: string, event: (world: World) => void, shows: object]>([
  ['its claim', world => report(world, 'one', 'done'), { assignment: { state: 'claimed' } }],
  [
    'its conflicts',
    world =>
      say(world, { kind: 'forecast.changed', pairs: [{ one: 'one' as never, other: null, kind: 'conflict', files: [FILE] }], clear: [] }),
    { conflicts_with: [{ task: null, kind: 'conflict', files: ['a .ts'] }] },
  ],
  [
    'the conflict in place of the overlap with the same worker',
    world => {
      begin(world, 'two')
      changes(world, 'two', ['a.ts'])
      say(world, {
        kind: 'forecast.changed',
        pairs: [{ one: 'one' as never, other: 'two' as never, kind: 'conflict', files: [FILE] }],
        clear: [],
      })
    },
    { in_common: [{ fact: 'conflict', worker: 'two', task: 'two', files: ['a .ts'] }] },
  ],
  [
    'the same work in place of all else',
    world => {
      begin(world, 'two')
      changes(world, 'two', ['a.ts'])
      say(world, {
        kind: 'forecast.changed',
        pairs: [{ one: 'one' as never, other: 'two' as never, kind: 'conflict', files: [FILE] }],
        clear: [],
      })
      const { id: assignment, task, worker } = assignmentOf(world, 'two')
      const facts = [{ kind: 'near', name: null, file: 'b.ts', otherFile: 'a.ts', share: 1 }] as const
      const earlier = { task: 'one' as never, worker: 'one' as never, commit: 'c' as never }
      say(world, { kind: 'duplicate.found', worker, task, assignment, commit: 'd' as never, earlier, facts })
    },
    { in_common: [{ fact: 'same', worker: 'two', task: 'two', files: ['a.ts'] }] },
  ],
  ['its overlaps', world => changes(world, 'two', ['a.ts']), { overlaps: [{ worker: 'two', files: ['a.ts'] }] }],
  [
    'attention',
    world => {
      turn(world, 'one', 'waiting')
      pass(world, 600_000)
    },
    { attention: expect.stringContaining('waits for') },
  ],
  ['another’s verdict', world => complete(world, 'two'), { waiting_for: [] }],
])('a cached worker of the view shows %s when that changes', (_what, event, shows) => {
  const world = aStory({ workers: [aWorker('one', { dependsOn: ['two' as never], waitForDependencies: false }), aWorker('two')] })
  begin(world, 'one')
  changes(world, 'one', ['a.ts'])
  expect(look(world).workers['one']).not.toMatchObject(shows)
  event(world)
  expect(look(world).workers['one']).toMatchObject(shows)
})
