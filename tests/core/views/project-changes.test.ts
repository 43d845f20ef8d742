import { expect, test } from 'vitest'
import type { BonusConfig, Project, WorkerConfig } from '../../../src/core/model/project.ts'
import { compareFiles } from '../../../src/core/views/file-edit.ts'
import { projectChanges } from '../../../src/core/views/project-changes.ts'
import type { StatusView, TaskView } from '../../../src/core/views/status.ts'
import { aBonus, aProject, aTaskText, aWorker } from '../../support/builders/a-project.ts'
import { aTaskView, aView, aWorkerView } from '../../support/builders/a-view.ts'

const COMMIT = '4be1f0aa'.padEnd(40, '0') as never

function changed(before: Partial<Project>, after: Partial<Project>, { tasks = [], workers = {}, again = [], landed = [] }: Standing = {}) {
  const view: StatusView = aView({ tasks: [...tasks], workers })
  return projectChanges(aProject(before), aProject(after), { view, again: new Set(again), landed: new Set(landed) }).map(
    ({ name, what, means }) => `${name} | ${what} | ${means}`,
  )
}

interface Standing {
  readonly tasks?: readonly TaskView[]
  readonly workers?: StatusView['workers']
  readonly again?: readonly string[]
  readonly landed?: readonly string[]
}

const proven = aTaskView('one', { state: 'verified', verified_commit: COMMIT })
const rewritten = { workers: [aWorker('one', { task: aTaskText('do more') })] }

test('a reload reports new and removed tasks, and changes for the whole project', () => {
  const before = { workers: [aWorker('one'), aWorker('two')], bonus: [aBonus('old')] }
  const after = { workers: [aWorker('one'), aWorker('three')], bonus: [aBonus('more')], concurrency: 7 }
  expect(changed(before, before)).toEqual([])
  expect(changed(before, after, { tasks: [aTaskView('two', { state: 'verified' })] })).toEqual([
    'three | new | begins',
    'two | removed | its proven work stays on feat/two',
    'more | new | waits in the queue',
    'old | removed | is taken out of the queue',
    '(fleet) | concurrency | holds from now on',
  ])
  expect(changed(before, after)[1]).toBe(
    'two | removed | its task is dropped and it gets no agent; what it did stays on feat/two; written back, it begins anew',
  )
})

test('a reload says of removed work in base that base has it', () => {
  const before = { workers: [aWorker('one'), aWorker('two')], bonus: [aBonus('old')] }
  const tasks = [aTaskView('two', { state: 'verified' }), aTaskView('old', { kind: 'bonus', state: 'verified', branch: 'feat/old' })]
  expect(changed(before, { workers: [aWorker('one')], base: 'trunk' }, { tasks, landed: ['two', 'old'] })).toEqual([
    'two | removed | its proven work is in trunk already',
    'old | removed | its proven work is in trunk already',
    '(fleet) | base | holds from now on',
  ])
})

test.each<[TaskView['state'], string]>([
  ['waiting', 'is taken out of the queue'],
  ['failed', 'is taken out of the queue'],
  ['assigned', 'is dropped while one works on it; what was done stays on feat/old'],
  ['verified', 'its proven work stays on feat/old'],
  ['stale', 'is dropped, for its proof is void; what was done stays on feat/old'],
])('a reload says of a removed bonus task that is %s what remains', (state, means) => {
  const tasks = [aTaskView('old', { kind: 'bonus', state, worker: 'one' as never, branch: 'feat/old' })]
  expect(changed({ bonus: [aBonus('old')] }, {}, { tasks })).toEqual([`old | removed | ${means}`])
})

test.each<[string, Standing, string]>([
  ['waits', { tasks: [aTaskView('one', { state: 'waiting' })] }, 'is delivered as it is now'],
  ['nobody knows of', {}, 'is delivered as it is now'],
  ['is worked on', { tasks: [aTaskView('one')] }, 'is delivered again; what was claimed of the old text is void'],
  ['is proven', { tasks: [proven] }, 'ignored: its work is proven at 4be1f0aa; to begin it anew: --again one'],
  ['is proven and to be begun anew', { tasks: [proven], again: ['one'] }, 'is begun anew on top of 4be1f0aa'],
])('a reload says of a changed text, whose task %s, what happens to the task', (_name, standing, means) => {
  expect(changed({}, rewritten, standing)).toEqual([`one | task | ${means}`])
})

test('a reload ignores another branch name if there is work on the old branch', () => {
  const after = { workers: [aWorker('one', { branch: 'feat/other' })] }
  const workers = { one: aWorkerView({ branch: 'feat/one' }) }
  expect(changed({}, after, { workers })).toEqual(['one | branch | ignored: its work is on feat/one; the new name holds after czar clean'])
  expect(changed({}, after)).toEqual(['one | branch | is made under that name'])
})

test("a reload names a worker's other changed keys together, and says what changed accept commands mean for proven work", () => {
  const after = { workers: [aWorker('one', { accept: ['make'], owns: ['docs/**'], setup: ['npm ci'], role: 'tester' })] }
  expect(changed({}, after, { tasks: [proven] })).toEqual([
    'one | accept | stays proven by the old commands; czar verify one runs the new, and so does the next merge',
    'one | owns | holds from now on',
    'one | role, setup | holds from its next agent on',
  ])
})

test('a reload names a task that is started anew with the same text', () => {
  expect(changed({}, {}, { tasks: [proven], again: ['one'] })).toEqual(['one | --again | is begun anew on top of 4be1f0aa'])
  expect(changed({}, {}, { tasks: [aTaskView('one')], again: ['one'] })).toEqual(['one | --again | goes on: it is being worked on'])
})

test('a reload with one worker fewer does not report the concurrency that follows the number of workers', () => {
  const before = { workers: [aWorker('one'), aWorker('two')], concurrency: 2 }
  const after = { workers: [aWorker('one')], concurrency: 1 }
  expect(changed(before, after).map(row => row.split(' | ')[0])).toEqual(['two'])
  expect(changed({ ...before, concurrency: 5 }, after).at(-1)).toBe('(fleet) | concurrency | holds from now on')
})

// `satisfies` demands a row for each key, so a new key of a project file cannot be loaded without a word.
const WORKER_CHANGES = {
  agent: 'other',
  model: 'large',
  account: 'other',
  branch: 'feat/other',
  role: 'tester',
  task: { ...aTaskText('one'), file: '/tasks/moved.md' },
  owns: ['docs/**'],
  accept: ['make'],
  dependsOn: ['two' as never],
  waitForDependencies: false,
  git: { name: 'One', email: 'one@example.com' },
  setup: ['npm ci'],
  env: { LEVEL: '1' },
  budget: { usd: 5, tokens: null, timeMs: null, turns: null },
  stage: { of: 'one', id: 'spec', number: 1, count: 2, last: 'one', owes: { kind: 'branch' }, needs: [], backTo: null } as never,
  attempt: { task: 'one' as never, number: 1, count: 3, settle: 'best' },
  candidates: [{ agent: 'other', model: null, account: 'other' }],
} satisfies Record<Exclude<keyof WorkerConfig, 'id' | 'reviews' | 'addedBy'>, unknown>

const BONUS_CHANGES = {
  task: { ...aTaskText('more'), file: '/tasks/moved.md' },
  owns: ['docs/**'],
  accept: ['make'],
  after: ['one' as never],
  prefers: { workers: ['one' as never], roles: [] },
  priority: 3,
} satisfies Record<Exclude<keyof BonusConfig, 'id'>, unknown>

const FLEET_CHANGES = {
  repo: '/other',
  repoUrl: 'https://example.com/other.git',
  base: 'trunk',
  remote: 'origin',
  worktreesDir: '/elsewhere',
  concurrency: 7,
  runsAll: true,
  watchdog: true,
  agents: {},
  accounts: { other: { concurrency: 2 } },
  policy: { ...aProject().policy, restart: null } as never,
  alerts: [{ kind: 'bell' } as never],
} satisfies Record<Exclude<keyof Project, 'name' | 'file' | 'workers' | 'bonus' | 'experience'>, unknown>

const EVERY_CHANGE = [
  ...Object.entries(WORKER_CHANGES).map(([key, value]) => [`workers[].${key}`, { workers: [aWorker('one', { [key]: value })] }] as const),
  ...Object.entries(BONUS_CHANGES).map(([key, value]) => [`bonus[].${key}`, { bonus: [aBonus('more', { [key]: value })] }] as const),
  ...Object.entries(FLEET_CHANGES).map(([key, value]) => [key, { [key]: value }] as const),
]

test.each(EVERY_CHANGE)('a reload has a row for a change of %s, which the status counts too', (_key, over) => {
  const before = { bonus: [aBonus('more')] }
  const after = { ...before, ...over }
  expect(compareFiles(aProject(before), aProject(after))).toMatchObject({ added: 0, changed: 1, removed: 0 })
  expect(changed(before, after)).toHaveLength(1)
})

test('a reload says what other rules of an attempt or of a stage mean', () => {
  const attempt = (settle: 'first' | 'best') => aWorker('one', { attempt: { task: 'one' as never, number: 1, count: 3, settle } })
  expect(changed({ workers: [attempt('first')] }, { workers: [attempt('best')] })).toEqual([
    'one | attempts | holds from now on; what is proven stays proven',
  ])
  expect(changed({}, { workers: [aWorker('one', { stage: WORKER_CHANGES.stage })] })).toEqual([
    'one | stage | holds from now on; what is proven stays proven',
  ])
})
