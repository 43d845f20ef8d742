import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { aPerson, printed } from '../a-person.ts'

const ONE = `workers:\n${aScriptedWorker('one', honestly('one'))}`
const DONE = { code: 0, stderr: '' }

/** Wrong commands, for which czar suggests a command that only prints something. */
const PRINTS = [
  ['czar stauts', 'cli/program: czar --help', /Usage: czar/],
  ['czar launch', 'cli/add-verb: czar {} --help', /Usage: czar launch/],
  ['czar queue add', 'cli/verbs/steer/queue: czar queue add --help', /Usage: czar queue add/],
  ['czar queue drop', 'cli/verbs/steer/queue: czar queue drop --help', /Usage: czar queue drop/],
  ['czar report blocked --bad', 'cli/verbs/worker/report: czar report {} --help', /Usage: czar report blocked/],
  ['czar config', 'cli/verbs/setup/config: czar config --defaults', /policy:/],
  ["czar run 'echo it runs'", 'cli/verbs/fleet/run-argv: czar run --shell {}', /it runs/],
  ['czar run --nonsense', 'cli/verbs/fleet/run-argv: czar run --help', /Usage: czar run/],
] as const

test.each(PRINTS)('the hint of "%s" is a command that helps', async (line, name, helps) => {
  const person = await aPerson(ONE)
  const refused = await person.types(line, { CZAR_WORKER: '' })
  expect(refused.code).toBe(2)
  const followed = await person.types(printed(name, refused))
  expect(followed.stdout).toMatch(helps)
  expect(followed).toMatchObject(DONE)
})

test('a command names the remedy without a project, with a wrong project name, and with two projects', async () => {
  const { types, fleet } = await aPerson(`workers:\n${aScriptedWorker('one', ['stall: forever'], '    accept: ["false"]\n')}`)
  const launch = printed('cli/project/project-place: czar launch FILE', await types('czar status'))
  expect(await types(launch.replace('FILE', 'czar.yaml'))).toMatchObject(DONE)
  const again = await types('czar launch czar.yaml')
  expect(again.code).toBe(3)
  expect((await types(printed('cli/launch/prepare-launch: czar status -p {}', again))).code).not.toBe(2)
  const named = printed('cli/project/project-place: czar status -p NAME', await types('czar status -p No!'))
  expect((await types(named.replace('NAME', 'fleet'))).stdout).toContain('fleet')
  const dashboard = await types('czar dashboard < /dev/null | cat')
  expect((await types(printed('cli/attach/open-dashboard: czar status -p {}', dashboard))).stdout).toContain('fleet')
  for (const [line, name] of [
    ['czar log --worker nobody', 'cli/journal/journal-workers: czar status -p {}'],
    ['czar diff nobody', 'cli/client/find-worker: czar status -p {}'],
  ] as const) {
    expect((await types(printed(name, await types(line)))).stdout).toContain('fleet')
  }
  const log = printed('cli/attach/attach-worker: czar log --worker {}', await types('czar attach one'))
  expect(await types(log)).toMatchObject(DONE)
  const nobody = printed('supervisor/command: workers: {}', await types('czar nudge nobody'))
  expect((await types(`czar why ${nobody.replace('workers: ', '')}`)).code).toBe(0)
  const told = await types('czar tell one ""')
  expect(await types(printed('cli/verbs/steer/tell: czar tell {} "…"', told))).toMatchObject(DONE)
  const stopped = await types('czar stop')
  expect(stopped.code).toBe(0)
  const late = printed('core/model/gave-up: czar launch {}', await types('czar tell one "go on"'))
  expect(await types(late)).toMatchObject(DONE)
  fleet.killCzar()
  await until(
    () => types('czar status'),
    ({ stdout }) => stdout.includes('no czar is running'),
    { timeoutMs: 30_000 },
  )
  const goesOn = printed('cli/output/fleet: {}   # goes on where it was', await types('czar status'))
  expect(await types(goesOn)).toMatchObject(DONE)

  mkdirSync(join(fleet.directory, 'status', 'other'))
  writeFileSync(join(fleet.directory, 'status', 'other', 'left'), '')
  const choice = printed('cli/project/project-place: export CZAR_PROJECT={}   # or add: -p {}', await types('czar status'))
  expect((await types(`${choice.replace('=other', '=fleet')}\nczar status`)).stdout).toContain('fleet')
})

test('the printed commands write a first project file, but not over a file, for an unknown agent, or outside a repository', async () => {
  const { types, fleet } = await aPerson(ONE)
  const inside = (line: string) => types(`cd repository && ${line}`)
  const written = printed('cli/verbs/setup/init: put your tasks in, then  czar validate {}', await inside('czar init --agent scripted'))
  expect((await inside(written.replace(/.*then {2}/, ''))).stdout + written).toContain('czar.yaml')
  const there = printed('cli/verbs/setup/write-starter: czar validate {}   # or: czar init OTHER.yaml', await inside('czar init'))
  expect((await inside(there)).code).toBe(0)
  expect(await inside(there.replace(/.*or: /, ''))).toMatchObject(DONE)
  const unknown = printed('cli/verbs/setup/write-starter: czar init --agent claude', await inside('czar init x.yaml --agent cloud'))
  expect(await inside(unknown.replace('init', 'init y.yaml'))).toMatchObject(DONE)
  const bare = await types('mkdir bare && cd bare && czar init')
  const next = printed('cli/verbs/setup/write-starter: czar init --repo PATH_OR_URL   # or: git init', bare)
  expect(await types(`cd bare && ${next.replace('PATH_OR_URL', fleet.repository)}`)).toMatchObject(DONE)
  expect(existsSync(join(fleet.directory, 'bare', 'czar.yaml'))).toBe(true)
})

test('a mistake in a project file is explained by the command that the refusal prints', async () => {
  const { types, fleet } = await aPerson(ONE)
  fleet.configure('workers: []\nnonsense: 1\n')
  for (const [line, name] of [
    ['czar launch czar.yaml', 'config/parse-project: czar validate {}'],
    ['czar doctor --alerts broken.yaml', 'config/load-alert-channels: czar validate {}'],
  ] as const) {
    await types('printf "alerts: [{ via: nothing }]\\n" > broken.yaml')
    const refused = await types(line)
    expect(await types(printed(name, refused))).toMatchObject({ code: 2, stderr: expect.stringMatching(/:\d+:\d+: /) })
  }
  const missing = printed('config/load-project: czar init {}', await types("cd repository && czar launch 'a file.yaml'"))
  expect(await types(`cd repository && ${missing}`)).toMatchObject(DONE)
  expect(existsSync(join(fleet.repository, 'a file.yaml'))).toBe(true)
})
