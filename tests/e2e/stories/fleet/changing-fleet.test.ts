import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, type Fleet, honestly } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

const STALLED = aScriptedWorker('one', ['stall: forever'])
const states = ({ tasks }: ReturnType<Fleet['status']>) => Object.fromEntries(tasks.map(({ id, state }) => [id, state]))

/** A task file for a scripted agent, outside of the repository. */
function taskFile({ directory }: Fleet, name: string, steps: readonly string[]): string {
  const path = join(directory, name)
  writeFileSync(path, `Do your part.\n\n\`\`\`scripted\n${steps.map(step => `- ${step}\n`).join('')}\`\`\`\n`)
  return path
}

test('czar reload loads a changed file into the running fleet: a new worker begins, and the others go on', async () => {
  const fleet = await aFleet(`workers:\n${STALLED}`)
  await fleet.launch()
  await fleet.eventually('message.submitted')
  expect((await fleet.run('reload')).stdout).toBe('nothing has changed in the file since it was loaded\n')
  fleet.configure(`workers:\n${STALLED}${aScriptedWorker('two', honestly('two'))}`)
  await until(fleet.status, ({ file_edit: edit }) => edit?.added === 1, { timeoutMs: 60_000 })
  expect((await fleet.run('status')).stdout).toContain('the project file changed: 1 new\n  next: czar reload\n')
  expect((await fleet.run('reload', '--dry-run')).stdout).toMatch(/^CHANGED +WHAT +WHAT THAT MEANS\ntwo +new +begins\n$/)
  expect(fleet.status().tasks).toHaveLength(1)
  expect(JSON.parse((await fleet.run('reload', '--json')).stdout)).toEqual({
    version: 1,
    loaded: true,
    changes: [{ name: 'two', what: 'new', means: 'begins' }],
  })
  await until(fleet.status, view => states(view)['two'] === 'verified', { timeoutMs: 60_000 })
  expect(fleet.status()).toMatchObject({ file_edit: null, workers: { one: { incarnation: 1 } } })
  expect(fleet.events().filter(({ kind }) => kind === 'czar.started')).toHaveLength(1)
})

test('a file with a mistake changes nothing, and the status says where the mistake is', async () => {
  const fleet = await aFleet(`workers:\n${STALLED}`)
  await fleet.launch()
  await fleet.eventually('message.submitted')
  fleet.configure(`workers:\n${STALLED}${aScriptedWorker('two', honestly('two'), '    bogus: 1\n')}`)
  const edit = await until(fleet.status, ({ file_edit }) => file_edit?.problem != null, { timeoutMs: 60_000 })
  expect(edit.file_edit?.problem).toMatch(/czar\.yaml:\d+:\d+: unknown key "bogus"/)
  const refused = await fleet.run('reload')
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('unknown key "bogus"') })
  expect(states(fleet.status())).toEqual({ one: 'assigned' })
})

test('after kill -9 the watchdog brings back the fleet with the file as it was loaded last', async () => {
  const fleet = await aFleet(`workers:\n${STALLED}`, { watchdog: true })
  await fleet.launch()
  await fleet.eventually('message.submitted')
  fleet.configure(`workers:\n${STALLED}${aScriptedWorker('two', ['stall: forever'])}`)
  expect((await fleet.run('reload')).code).toBe(0)
  await fleet.eventually('agent.started', event => event.worker === ('two' as never))
  fleet.killCzar()
  await until(fleet.events, events => events.filter(({ kind }) => kind === 'czar.started').length === 2, { timeoutMs: 60_000 })
  const both = ({ czar, tasks }: ReturnType<Fleet['status']>) => czar.epoch === 2 && tasks.every(({ state }) => state === 'assigned')
  const view = await until(fleet.status, both, { timeoutMs: 60_000 })
  expect(states(view)).toEqual({ one: 'assigned', two: 'assigned' })
  expect(fleet.events().some(({ kind }) => kind === 'project.kept')).toBe(false)
})

test('a person adds a worker and removes another, and both stay so after a new launch', async () => {
  const fleet = await aFleet(`workers:\n${STALLED}${aScriptedWorker('two', ['run: "echo hi > src.txt"', 'stall: forever'])}`)
  await fleet.launch()
  await fleet.eventually('message.submitted', ({ worker }) => worker === ('two' as never))
  const file = taskFile(fleet, 'more.md', ['ack: "Write src/more/work.txt"', ...honestly('more').slice(1)])
  expect(await fleet.run('worker', 'add', 'more', '--task', file, '--owns', 'src/more/**')).toMatchObject({
    code: 0,
    stdout: 'more joins the fleet, on feat/more\n',
  })
  await until(fleet.status, view => states(view)['more'] === 'verified', { timeoutMs: 60_000 })
  expect((await fleet.run('worker', 'add', 'more', '--task', file)).stderr).toContain('id: worker "more"')
  expect((await fleet.run('worker', 'remove', 'two')).stdout).toMatch(
    /^two leaves the fleet: its task is dropped; its work stays on feat\/two/,
  )
  await fleet.eventually('agent.ended', ({ worker }) => worker === ('two' as never))
  expect((await fleet.run('stop')).code).toBe(0)
  await fleet.launch()
  await until(fleet.status, ({ czar }) => czar.epoch === 2 && czar.state === 'supervising', { timeoutMs: 60_000 })
  expect(states(fleet.status())).toEqual({ one: 'assigned', two: 'dropped', more: 'verified' })

  expect((await fleet.run('worker', 'remove', 'more')).stdout).toContain('more leaves the fleet: its proven work stays on feat/more')
  expect(await fleet.run('verify', 'more', '--wait')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(
      /^more's work is being checked; more left the fleet, so no agent corrects it if the check fails\nverified at /,
    ),
  })
  await until(fleet.status, view => states(view)['more'] === 'verified', { timeoutMs: 60_000 })
})

test('a worker splits its task: with one seat its child still works, and the proof demands the merged part', async () => {
  const fleet = await aFleet('')
  const part = taskFile(fleet, 'part.md', [
    'ack: "Write src/one/part.txt"',
    'edit: { file: src/one/part.txt, text: "part" }',
    'commit: "feat: the part"',
    'done: "it is there"',
  ])
  const steps = [
    'ack: "Write src/one/work.txt, with a part by a child"',
    'edit: { file: src/one/work.txt, text: "work" }',
    'commit: "feat: the work"',
    `run: "czar spawn --task ${part} --owns 'docs/**' || czar spawn --task ${part} --owns 'src/one/part.txt' && czar wait"`,
    'done: "without the part"',
    'run: "git merge --no-edit feat/one-1"',
    'done: "with the part"',
  ]
  fleet.configure(`concurrency: 1\npolicy: { spawn: { children: 2 } }\nworkers:\n${aScriptedWorker('one', steps)}`)
  expect((await fleet.run('launch', 'czar.yaml', '--foreground')).code).toBe(0)
  expect(states(fleet.status())).toEqual({ one: 'verified', 'one-1': 'verified' })
  const order = fleet.events().flatMap(event => {
    if (event.kind === 'wait.begun' || event.kind === 'wait.ended' || event.kind === 'worker.added') return [event.kind]
    if (event.kind === 'verification.finished') return [`${event.worker} ${event.verdict}`]
    return event.kind === 'agent.started' ? [`${event.worker} started`] : []
  })
  expect(order).toEqual([
    'one started',
    'worker.added',
    'wait.begun',
    'one-1 started',
    'one-1 verified',
    'wait.ended',
    'one rejected',
    'one verified',
  ])
  const rejected = fleet.events().find(event => event.kind === 'verification.finished' && event.verdict === 'rejected')
  expect(JSON.stringify(rejected)).toMatch(/The proven work of one-1 is not in your branch: `git merge --no-edit [0-9a-f]{12}`/)
  expect(fleet.git('show', 'omnibus/fleet:src/one/part.txt')).toContain('part')
  expect(fleet.status().train?.tested.map(({ task }) => task)).toEqual(['one'])
  expect(readFileSync(join(fleet.projectDir, 'summary.md'), 'utf8')).toContain('one-1')
})

test('a stopped parent takes its child along, and the work of the child stays on its branch', async () => {
  const fleet = await aFleet('')
  const part = taskFile(fleet, 'part.md', [
    'edit: { file: src/one/part.txt, text: "part" }',
    'commit: "feat: half of it"',
    'stall: forever',
  ])
  const steps = ['ack: "Write src/one/work.txt"', `run: "czar spawn --id helper --task ${part}"`, 'stall: forever']
  fleet.configure(`policy: { spawn: {} }\nworkers:\n${aScriptedWorker('one', steps)}`)
  await fleet.launch()
  await until(fleet.status, ({ workers }) => workers['helper']?.last_commit?.subject === 'feat: half of it', { timeoutMs: 60_000 })
  expect(fleet.status().workers['helper']).toMatchObject({ parent: 'one', branch: 'feat/helper' })
  await fleet.run('stop', 'one')
  await fleet.eventually('agent.ended', ({ worker }) => worker === ('helper' as never))
  expect(states(fleet.status())['helper']).toBe('dropped')
  expect(fleet.git('log', '-1', '--format=%s', 'feat/helper')).toBe('feat: half of it')
})
