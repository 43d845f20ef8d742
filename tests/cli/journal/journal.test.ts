import { expect, test } from 'vitest'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'
import type { Event } from '../../../src/core/events/event.ts'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import { aProject, aWorker } from '../../support/builders/a-project.ts'
import { until } from '../../support/until.ts'
import { appendEvents, aStateDir } from '../support/a-state-dir.ts'
import { czar, recordedIo } from '../support/run-in-process.ts'

const api = 'api' as WorkerId
const docs = 'docs' as WorkerId
const told = (worker: WorkerId, text: string): Event => ({ kind: 'person.told', worker, text })
const health = (worker: WorkerId, reason: string, ...evidence: string[]): Event => ({
  kind: 'health.changed',
  worker,
  health: 'stuck',
  reason,
  evidence,
})
const intended = (action: string, tail = ''): Event => ({
  kind: 'effect.intended',
  effect: `${action}:api${tail}` as never,
  action,
  worker: api,
  epoch: 1,
  reason: 'it can begin',
})
const done: Event = { kind: 'effect.done', effect: 'prepare_worktree:api' as never }
const failed: Event = { kind: 'effect.failed', effect: 'prepare_worktree:api' as never, reason: 'no space' }

test('czar log shows the last events, one per line, with worker and text', async () => {
  const { env } = await aJournal([told(api, 'one'), told(docs, 'two\x1b[2J\nthree'), { kind: 'czar.stopped', reason: 'finished' }])
  const { stdout, code } = await czar(['log', '-n', '2'], { env })
  expect(stdout.split('\n')).toHaveLength(3)
  expect(stdout).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {6}2 {2}docs +person\.told +two three$/m)
  expect(stdout).toMatch(/ 3 {2}- +czar\.stopped +finished$/m)
  expect(code).toBe(0)
})

test('czar log finds the last events of one worker, also if they are far back', async () => {
  const { env } = await aJournal([told(docs, 'long ago'), ...Array.from({ length: 4_500 }, () => told(api, 'x'))])
  const { stdout } = await czar(['log', '--worker', 'docs', '--json'], { env })
  expect(JSON.parse(stdout)).toMatchObject({ seq: 1, kind: 'person.told', worker: 'docs', text: 'long ago' })
})

test('czar log with an unknown worker lists the existing workers', async () => {
  const { env } = await aJournal([{ kind: 'project.loaded', project: aProject({ workers: [aWorker('api'), aWorker('docs')] }) }])
  expect(await czar(['log', '--worker', 'dosc'], { env })).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/no worker "dosc"\n {2}there are: api, docs/),
  })
  expect(await czar(['log', '--worker', 'docs'], { env })).toMatchObject({ code: 0, stderr: '' })
})

test('czar log shows an event of an unknown kind by its kind', async () => {
  const { env } = await aJournal([{ kind: 'moon.landed', worker: 'api' } as unknown as Event])
  expect((await czar(['log'], { env })).stdout).toMatch(/api +moon\.landed$/m)
})

test('czar log --follow prints new events until Ctrl-C', async () => {
  const { env, directory } = await aJournal([told(api, 'before')])
  const { io, stdout, code, interrupt } = recordedIo({ env })
  const over = runCommandLine(['log', '--follow', '--worker', 'api'], io)
  await until(() => stdout().includes('before'))
  appendEvents(directory, [told(docs, 'not this'), told(api, 'after')])
  await until(() => stdout().includes('after'))
  interrupt()
  await over
  expect(stdout()).not.toContain('not this')
  expect(stdout().match(/before/g)).toHaveLength(1)
  expect(code()).toBe(130)
})

test('a line of czar log is no wider than the terminal', async () => {
  const { env } = await aJournal([told(api, '漢字'.repeat(200))])
  const { stdout } = await czar(['log'], { env: { ...env, NO_COLOR: '1' }, columns: 80 })
  expect(stdout.trimEnd()).toMatch(/…$/)
  expect(stdout.length).toBeLessThan(80)
})

test('without a journal czar log says that no czar has run', async () => {
  const state = await aStateDir()
  await state.project('gateway')
  expect(await czar(['log'], { env: state.env })).toMatchObject({ code: 3, stderr: expect.stringContaining('no czar has run') })
})

test('czar why prints the reason of the last change in one line', async () => {
  const { env } = await aJournal([health(api, 'a turn runs'), health(docs, 'other'), health(api, 'nothing new for 20m'), told(api, 'x')])
  expect((await czar(['why', 'api'], { env })).stdout).toBe('api is stuck for 1s: nothing new for 20m\n')
})

test("czar why --long adds the evidence, the czar's actions, and earlier states", async () => {
  const { env } = await aJournal([
    told(api, 'seen before'),
    health(api, 'crashed', 'last screen:\nError: \x1b[31mboom'),
    { kind: 'effect.intended', effect: 'e' as never, action: 'start_agent', worker: api, epoch: 1, reason: 'restart 1 of 3' },
    told(api, 'seen after'),
  ])
  const { stdout } = await czar(['why', 'api', '--long'], { env })
  expect(stdout).toContain('Evidence\n  last screen:\n  Error: boom\n')
  expect(stdout).toContain('#3  start_agent: restart 1 of 3')
  expect(stdout).toContain('seen before')
  expect(stdout).not.toContain('seen after')
  const json = JSON.parse((await czar(['why', 'api', '--json'], { env })).stdout)
  expect(json).toMatchObject({ version: 1, worker: 'api', health: 'stuck', seq: 2, decisions: [{ seq: 3 }], before: [{ seq: 1 }] })
})

test('czar why --long shows the events behind a verdict, once each, and the commands that a person may type', async () => {
  const evidence = [
    { signal: 'report', text: 'the first', seq: 1, at: 1_000 },
    { signal: 'git', text: 'elsewhere', seq: null, at: 2_000 },
    { signal: 'report', text: 'the same', seq: 1, at: 1_000 },
  ] as const
  const advice = [{ matter: 'criteria', problem: 'You did not mention the tests.' }]
  const verdict = {
    health: 'confused',
    matter: 'wrong-branch',
    reason: 'works on main',
    problem: 'You are on main.',
    evidence,
    advice,
  } as const
  const { env } = await aJournal([told(api, 'what it rests on'), told(api, 'else'), { kind: 'health.changed', worker: api, ...verdict }])
  const { stdout } = await czar(['why', 'api', '--long'], { env })
  expect(stdout).toMatch(/Evidence\n {2}#1 {2}\S+ \S+ {2}report: the first\n {2}\S+ \S+ {2}git: elsewhere\n/)
  expect(stdout).toMatch(/Events of the evidence\n[^\n]+person\.told +what it rests on\n\n/)
  expect(stdout).toContain('Possible advice to the worker\n  You did not mention the tests.\n')
  const json = JSON.parse((await czar(['why', 'api', '--json'], { env })).stdout)
  expect(json).toMatchObject({ matter: 'wrong-branch', problem: 'You are on main.', advice, evidence, events: [{ seq: 1 }] })
})

test.each([
  ['nobody has begun', [], 'waits for a seat'],
  ['its worktree is made', [intended('prepare_worktree')], 'its worktree is being made'],
  ['that failed', [intended('prepare_worktree'), failed], 'its worktree could not be made and is tried again: no space'],
  ['it is tried again', [intended('prepare_worktree'), failed, intended('prepare_worktree')], 'its worktree is being made'],
  ['its agent is started', [intended('prepare_worktree'), done, intended('start_agent', ':1')], 'its agent is being started'],
  ['another’s is made', [{ ...intended('prepare_worktree'), effect: 'prepare_worktree:docs' as never }], 'waits for a seat'],
  ['that czar is gone', [intended('prepare_worktree'), { kind: 'czar.started' } as Event], 'waits for a seat'],
] as const)('czar why shows how far a worker with a seat is: %s', async (_, events, reason) => {
  const { env } = await aJournal([{ ...health(api, 'waits for a seat'), health: 'waiting', matter: 'seat' } as Event, ...events])
  expect((await czar(['why', 'api'], { env })).stdout).toMatch(new RegExp(`^api is waiting for \\d+s: ${reason}\n$`))
  expect(JSON.parse((await czar(['why', 'api', '--json'], { env })).stdout)).toMatchObject({ reason })
})

test('czar why with an unknown worker lists the existing workers', async () => {
  const { env } = await aJournal([{ kind: 'project.loaded', project: aProject({ workers: [aWorker('api'), aWorker('docs')] }) }])
  expect(await czar(['why', 'apo'], { env })).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/no worker "apo"\n {2}there are: api, docs/),
  })
  expect(await czar(['why', 'api'], { env })).toMatchObject({ code: 2, stderr: expect.stringContaining('nothing is known of api yet') })
})

async function aJournal(events: readonly Event[]) {
  const state = await aStateDir()
  const directory = await state.project('gateway', { events })
  return { env: state.env, directory }
}
