import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { aTerminal } from '../../support/builders/a-terminal.ts'
import { until } from '../../support/until.ts'
import { aPerson, type Person, printed } from '../a-person.ts'

const DONE = { code: 0 }
const STALLS = ['ack: "Write src/two/work.txt"', 'stall: forever']

/** The command that `czar status` suggests when the attention item with this key is open. */
async function hintOf({ fleet, types }: Person, key: string, name: string): Promise<string> {
  await until(fleet.status, view => view.attention.some(matter => matter.key.startsWith(key)), {
    what: `the matter ${key}`,
    timeoutMs: 25_000,
  })
  return printed(name, await types('czar status'))
}

async function isSettled({ fleet }: Person, key: string): Promise<void> {
  await fleet.eventually('attention.settled', event => event.key.startsWith(key))
}

test('a worker is examined, asked, and sent a text through the hints of refused commands', async () => {
  const person = await aPerson(
    `workers:\n${aScriptedWorker('one', ['ack: "x"', 'stall: forever'])}${aScriptedWorker('two', STALLS, '    depends_on: [one]\n')}`,
  )
  const { fleet, types } = person
  await types('czar launch czar.yaml')
  await fleet.eventually('report.received')
  for (const [line, name] of [
    ['czar nudge two', 'supervisor/commands/nudge: czar why {}'],
    ['czar diff two', 'cli/attach/show-diff: czar why {}'],
    ['czar queue drop nothing', 'supervisor/commands/queue-drop: czar queue list'],
    ['czar answer one yes', 'supervisor/commands/answer: no worker asks anything; czar tell {} "…"'],
    ['czar results nothing', 'cli/output/results: czar results -p {}'],
  ] as const) {
    const refused = await types(line)
    expect(refused.code, line).not.toBe(0)
    expect(await types(printed(name, refused).replace('no worker asks anything; ', '')), line).toMatchObject(DONE)
  }
  const open = printed('supervisor/commands/assign: no bonus task waits', await types('czar assign one nothing'))
  expect((await types('czar queue list')).stdout, open).not.toContain('nothing')
  const stop = printed('supervisor/commands/queue-drop: czar stop {}', await types('czar queue drop two'))
  expect(await types(stop)).toMatchObject(DONE)
  const restart = printed('supervisor/commands/tell: czar restart {}', await types('czar tell two "go on"'))
  expect(await types(restart)).toMatchObject(DONE)
})

test('the printed command attaches to a worker with a draft at its pane, and F12 detaches', async () => {
  const person = await aPerson(
    `policy: { ack_within: 1s }\nagents: { slow: { extends: scripted, settle: 1500ms } }\nworkers:\n${aScriptedWorker('one', honestly('one'), '    agent: slow\n')}`,
  )
  const { fleet, types } = person
  await types('czar launch czar.yaml')
  await fleet.eventually('agent.ready')
  fleet.tmux('send-keys', '-t', '=fleet-worker-one:', '-l', 'my own thoughts')
  const attach = await hintOf(person, 'held:one', 'core/policy/attention/worker-matters: czar attach {}')
  const terminal = await aTerminal({
    columns: 100,
    rows: 30,
    env: { ...fleet.env, PATH: `${join(fleet.directory, 'bin')}:${process.env['PATH']}` } as never,
  })
  await terminal.run(`env -u TMUX ${attach}`)
  await terminal.shows('my own thoughts')
  await terminal.keys('C-u')
  await isSettled(person, 'held:one')
})

test('files that stop czar clean are removed by the printed command', async () => {
  const person = await aPerson(`workers:\n${aScriptedWorker('one', ['ack: "x"', 'stall: forever'])}`)
  const { fleet, types } = person
  await types('czar launch czar.yaml')
  const { path } = await fleet.eventually('worktree.ready')
  const running = await types('czar clean')
  expect((await types(printed('adapters/journal/supervisor-lock: czar status', running))).stdout).toContain('fleet')
  await types('czar stop')
  mkdirSync(join(path, 'src'), { recursive: true })
  writeFileSync(join(path, 'draft.txt'), 'a draft')
  const hint = printed(
    'cli/clean/refuse-loss: commit it there, or give it up, and the branches with it: czar clean -p {} --discard',
    await types('czar clean'),
  )
  expect(await types(hint.replace(/.*: /, ''))).toMatchObject(DONE)
  expect(await types('czar status')).toMatchObject({ code: 3 })
})
