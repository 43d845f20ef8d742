import { expect, test } from 'vitest'
import type { Event } from '../../../src/core/events/event.ts'
import type { StatusView } from '../../../src/core/views/status.ts'
import type { TrainView } from '../../../src/core/views/train.ts'
import { aPolicy } from '../../support/builders/a-policy.ts'
import { aProject } from '../../support/builders/a-project.ts'
import { aView } from '../../support/builders/a-view.ts'
import { aStateDir } from '../support/a-state-dir.ts'
import { czar } from '../support/run-in-process.ts'

const sha = (letter: string) => letter.repeat(40)

const train: TrainView = {
  branch: 'omnibus/gateway',
  base: sha('a'),
  tip: sha('b'),
  state: 'testing',
  problem: null,
  tested: [{ task: 'api', commit: sha('c') }],
  merged: [{ task: 'docs', commit: sha('d') }],
  aside: [],
  landed: ['models'],
}

const conflict: TrainView['aside'][number] = {
  task: 'cli',
  commit: sha('e'),
  because: 'conflict',
  files: ['src/main.ts'],
  beside: ['api'],
  text: 'conflicts with api in src/main.ts',
  log: null,
}

async function aFleetThat(view: Partial<StatusView>) {
  const state = await aStateDir()
  await state.project('gateway', { view: aView(view) })
  return (...words: readonly string[]) => czar(words, { env: state.env })
}

test('czar merge shows tested work, untested work and work that base has, with the next command', async () => {
  const run = await aFleetThat({ train })
  expect(await run('merge')).toEqual({
    code: 0,
    stderr: '',
    stdout: `omnibus/gateway on main at aaaaaaaa
  tested as one tree
    api  cccccccc
  not tested yet
    docs  dddddddd
  in main already
    models
next: czar land   # puts the tested tree on main
`,
  })
})

test('czar merge names work that is set aside with its reason, and exits as needing a person', async () => {
  const run = await aFleetThat({ train: { ...train, aside: [conflict, { ...conflict, task: 'ui', because: 'red', log: '/a log' }] } })
  const { code, stdout } = await run('merge')
  expect([code, stdout]).toEqual([3, expect.stringContaining('cli  eeeeeeee  conflicts with api in src/main.ts')])
  expect(stdout).toContain("its output: '/a log'")
})

test('czar merge names proven work that is not merged, with its reason and the command, also from an older czar', async () => {
  const waiting = [
    { task: 'cli', commit: sha('e'), for: [], text: 'has a doubtful proof', hint: 'czar verify cli' },
    { task: 'web', commit: sha('f'), for: ['cli', 'ui'] },
  ]
  const run = await aFleetThat({ train: { ...train, waiting } })
  const { stdout } = await run('merge')
  expect(stdout).toContain(`  proven, and not merged
    cli  eeeeeeee  has a doubtful proof
      next: czar verify cli
    web  ffffffff  builds on cli, ui
`)
})

test('czar status names the work that czar does not merge by itself, and at the end of a run all work that is not merged', async () => {
  const waiting = [
    { task: 'cli', commit: sha('e'), for: [], text: 'has a doubtful proof', hint: 'czar verify cli' },
    { task: 'web', commit: sha('f'), for: ['cli'], text: 'builds on cli, which is not proven', hint: null },
  ]
  const live = await (await aFleetThat({ train: { ...train, waiting } }))('status')
  expect(live.stdout).toContain('proven, and not merged\n  cli  eeeeeeee  has a doubtful proof\n    next: czar verify cli\n')
  expect(live.stdout).not.toContain('builds on')
  const over = { ...aView().czar, state: 'finished' as const }
  const ended = await (await aFleetThat({ train: { ...train, waiting }, czar: over }))('status')
  expect(ended.stdout).toContain('  web  ffffffff  builds on cli, which is not proven\n')
  expect((await (await aFleetThat({ train }))('status')).stdout).not.toContain('not merged')
})

test('for a train that stopped, czar merge prints the reason instead of a next command', async () => {
  const run = await aFleetThat({ train: { ...train, state: 'stopped', problem: 'main was rewritten' } })
  const { code, stdout } = await run('merge')
  expect([code, stdout]).toEqual([3, expect.stringMatching(/stopped: main was rewritten\n$/)])
  expect(stdout).not.toContain('czar land')
})

test('czar merge --json prints one object, also before anything is merged', async () => {
  const run = await aFleetThat({ train: null })
  expect(JSON.parse((await run('merge', '--json')).stdout)).toEqual({ version: 1, project: 'gateway', train: null })
  expect((await run('merge')).stdout).toBe('no proven work is merged yet\n')
})

test.each([
  { mode: 'branches', says: '`policy.merge.mode` is branches' },
  { mode: 'omnibus', says: 'no task is proven yet' },
] as const)('czar land with mode $mode and nothing tested: $says', async ({ mode, says }) => {
  const state = await aStateDir()
  const project = { ...aProject(), policy: { ...aPolicy, merge: { mode, test: [], contentLoss: 0.1 } } }
  const events: readonly Event[] = [{ kind: 'project.loaded', project }]
  await state.project('sample', { events })
  expect(await czar(['land'], { env: state.env })).toMatchObject({ code: 3, stderr: expect.stringContaining(says) })
})

test('czar land says nothing about the policy of a project that no czar has loaded', async () => {
  const state = await aStateDir()
  await state.project('sample', { events: [{ kind: 'czar.stopped', reason: 'finished' }] })
  expect(await czar(['land'], { env: state.env })).toMatchObject({ code: 3, stderr: expect.stringContaining('no task is proven yet') })
})

test('a worker may not run czar land', async () => {
  const state = await aStateDir()
  const directory = await state.project('gateway', { view: aView({ train }) })
  const env = { ...state.env, CZAR_WORKER: 'api', CZAR_PROJECT_DIR: directory }
  expect(await czar(['land'], { env })).toMatchObject({ code: 3, stderr: expect.stringContaining('land is for people') })
})
