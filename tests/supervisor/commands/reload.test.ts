import { expect, test } from 'vitest'
import type { Asker } from '../../../src/core/events/asker.ts'
import { PreconditionError } from '../../../src/core/model/errors.ts'
import type { AgentProfile, Project } from '../../../src/core/model/project.ts'
import type { ProjectFilePort, ProjectReading } from '../../../src/core/ports/project-file-port.ts'
import { reload } from '../../../src/supervisor/commands/reload.ts'
import { aPolicy } from '../../support/builders/a-policy.ts'
import { aProject, aTaskText, aWorker } from '../../support/builders/a-project.ts'
import { order } from '../../support/worlds/order.ts'
import { aStory, begin, complete, say } from '../../support/worlds/story.ts'
import type { World } from '../../support/worlds/world.ts'

const PERSON: Asker = { who: 'person', pid: 1, program: 'bash', tty: null, isVerified: true }
const WORKER: Asker = { who: 'worker', worker: 'one', project: null, pid: 1, program: 'sh', isVerified: true }

interface Asked {
  readonly digest?: string | null
  readonly again?: readonly string[]
  readonly by?: Asker | null
  readonly unfit?: string
}

/** Loads the project file into the running czar. `reading` is what the czar reads from the file. */
function load(world: World, reading: ProjectReading, { digest = null, again = [], by = PERSON, unfit }: Asked = {}) {
  const projectFile: ProjectFilePort = {
    read: async () => reading,
    adopt: async () => {
      if (unfit !== undefined) throw new PreconditionError(unfit, { details: ['agent x: x is not on PATH'], hint: 'install it' })
    },
    watch: () => () => {},
  }
  const parts = {
    hands: { projectFile },
    state: () => world.state,
    observe: (...events: Parameters<typeof say>[1][]) => say(world, ...events),
  }
  return reload(parts, { verb: 'reload', digest, again: [...again] }, by)
}

const reads = (over: Partial<Project>): ProjectReading => ({ kind: 'read', project: aProject(over), digest: 'd1' })
const TWO = { workers: [aWorker('one'), aWorker('two')], concurrency: 2 }

test('a changed file is loaded: the new worker is there, and the event says who asked', async () => {
  const world = aStory({ concurrency: 2 })
  begin(world, 'one')
  expect(await load(world, reads(TWO))).toEqual({ ok: true, message: 'loaded: 1 new' })
  expect(Object.keys(world.state.tasks)).toEqual(['one', 'two'])
  expect(world.history.findLast(({ kind }) => kind === 'project.loaded')).toMatchObject({ by: PERSON })
})

test('an unchanged file leads to no event', async () => {
  const world = aStory()
  const before = world.state
  expect(await load(world, reads({}))).toEqual({ ok: true, message: 'nothing has changed in the file' })
  expect(world.state).toBe(before)
})

test.each<[string, ProjectReading, Asked, string]>([
  [
    'a mistake in it',
    { kind: 'faulty', message: 'no valid file', details: ['czar.yaml:3:1: x'], hint: 'czar validate' },
    {},
    'czar.yaml:3:1: x',
  ],
  ['a change since the person saw it', reads(TWO), { digest: 'd0' }, 'the file changed once more'],
  ['another base', reads({ ...TWO, base: 'next' }), {}, '`base` cannot change while the fleet runs'],
  ['another repository', reads({ ...TWO, repo: '/other' }), {}, '`repo` cannot change'],
  [
    'pull requests for the first time',
    reads({
      policy: {
        ...aPolicy,
        pullRequests: {
          per: 'task',
          draftUntil: 'proven',
          base: null,
          labels: [],
          reviewers: [],
          maxOpen: 5,
          autoMerge: 'never',
          closeOnAbandon: false,
        },
      },
    }),
    {},
    '`policy.pull_requests` cannot change',
  ],
  ['an unknown task to begin again', reads(TWO), { again: ['three'] }, '--again three: the file has no worker'],
  ['an agent program that is missing', reads(TWO), { unfit: 'an agent program is missing' }, 'x is not on PATH'],
  ['a worker as the sender', reads(TWO), { by: WORKER }, 'reload is for people'],
])('a file is refused and nothing changes: %s', async (_what, reading, asked, message) => {
  const world = aStory()
  begin(world, 'one')
  const before = world.state
  expect(await load(world, reading, asked)).toMatchObject({ ok: false, message: expect.stringContaining(message) })
  expect(world.state).toBe(before)
})

test('a proven task begins again with its new text when the person says so', async () => {
  const world = aStory()
  complete(world, 'one')
  const workers = [aWorker('one', { task: aTaskText('do more') })]
  expect(await load(world, reads({ workers }), { again: ['one'] })).toMatchObject({ ok: true })
  expect(world.state.tasks['one']).toMatchObject({ state: 'assigned', given: 2, text: { text: 'do more' } })
})

test('for a project that is over, a reload is refused and names czar launch', async () => {
  const world = aStory()
  say(world, { kind: 'person.stop', worker: null })
  expect(await load(world, reads(TWO))).toMatchObject({ ok: false, hint: expect.stringContaining('czar launch') })
})

test.each<[string, Partial<Project>, string]>([
  ['the same branch', { workers: [aWorker('one'), aWorker('two', { branch: 'feat/more' })] }, 'two has the same branch feat/more'],
  [
    'the same territory',
    { workers: [aWorker('one'), aWorker('two', { owns: ['src/**'] })] },
    'overlaps src/** of two: both match src/more',
  ],
  ['no worker that it needs', { workers: [aWorker('two')] }, 'it depends on one, which the file no longer has'],
  ['no worker with its agent', { workers: [aWorker('one')], agents: {} }, 'no worker of the file uses its agent'],
])('a file that leaves no room for an added worker is refused: %s', async (_what, over, words) => {
  const world = aStory({ concurrency: 2 })
  begin(world, 'one')
  expect(order(world, { verb: 'worker add', id: 'more', task: 'More', owns: ['src/more'], depends_on: ['one'] }).ok).toBe(true)
  const before = world.state
  const answer = await load(world, reads(over))
  expect(answer).toMatchObject({
    ok: false,
    message: expect.stringContaining(words),
    hint: expect.stringContaining('czar worker remove more'),
  })
  expect(world.state).toBe(before)
  expect(await load(world, reads({ workers: [aWorker('one'), aWorker('three')] }))).toMatchObject({ ok: true })
})

test('a file with a worker that has the name of a child is refused, because both would have the same branch', async () => {
  const policy = { ...aPolicy, spawn: { depth: 1, children: 2, whenParentEnds: 'stop' as const } }
  const world = aStory({ policy, concurrency: 3 })
  begin(world, 'one')
  order(world, { verb: 'spawn', worker: 'one', id: 'two', task: 'A part' })
  const before = world.state
  expect(await load(world, reads({ ...TWO, policy }))).toMatchObject({
    ok: false,
    message: expect.stringContaining('the file has a worker two, and one added one of that name'),
    hint: 'czar worker remove two',
  })
  expect(world.state).toBe(before)
})

test.each<[string, 'stop' | 'hand_over', boolean]>([
  ['ends with its parent', 'stop', true],
  ['goes on without its parent', 'hand_over', false],
])('a file without the parent and its agent is loaded only if the child %s', async (_what, whenParentEnds, ok) => {
  const policy = { ...aPolicy, spawn: { depth: 1, children: 2, whenParentEnds } }
  const agents = { ...aProject().agents, other: { ...someProfile(), name: 'other' } }
  const world = aStory({ policy, agents, workers: [aWorker('one', { agent: 'other' }), aWorker('two')], concurrency: 3 })
  begin(world, 'one')
  expect(order(world, { verb: 'spawn', worker: 'one', id: 'part', task: 'A part' })).toMatchObject({ ok: true })
  const answer = await load(world, reads({ policy, workers: [aWorker('two')], concurrency: 3 }))
  expect(answer).toMatchObject(ok ? { ok } : { ok, message: expect.stringContaining('no worker of the file uses its agent other') })
})

function someProfile(): AgentProfile {
  const [profile] = Object.values(aProject().agents)
  if (profile === undefined) throw new Error('the project has no agent')
  return profile
}
