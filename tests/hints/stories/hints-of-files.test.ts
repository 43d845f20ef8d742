import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker } from '../../support/a-fleet.ts'
import { aPerson, printed } from '../a-person.ts'

const ONE = `workers:\n${aScriptedWorker('one', ['stall: forever'])}`
const DONE = { code: 0 }

test('a launch in a folder without a repository, without an author, or at a missing path works after its hints were followed', async () => {
  const { types, fleet } = await aPerson(ONE)
  rmSync(join(fleet.repository, '.git'), { recursive: true })
  const init = printed(
    'adapters/git/inspect/inspect-repository: {} init && {} add -A && {} commit -m Start',
    await types('czar launch czar.yaml'),
  )
  const author = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@b' }
  expect(
    await types(init, { ...author, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'init.defaultBranch', GIT_CONFIG_VALUE_0: 'main' }),
  ).toMatchObject(DONE)
  const who = printed(
    'cli/project/find-authorless: git -C {} config user.name NAME && git -C {} config user.email ADDRESS   # or workers[].git in the project file',
    await types('czar launch czar.yaml'),
  )
  expect(await types(who)).toMatchObject(DONE)
  expect(await types('czar launch czar.yaml')).toMatchObject(DONE)
})

test('ignored files and a process in a worktree stop czar clean until the printed commands were run', async () => {
  const { types, fleet } = await aPerson(ONE)
  writeFileSync(join(fleet.repository, '.gitignore'), 'kept/\n')
  fleet.git('add', '-A')
  fleet.git('commit', '-q', '-m', 'Ignore')
  await types('czar launch czar.yaml')
  const { path } = await fleet.eventually('worktree.ready')
  await types('czar stop')
  mkdirSync(join(path, 'kept'))
  writeFileSync(join(path, 'kept', 'data.txt'), 'data')
  const clean = printed(
    'cli/clean/refuse-loss: move them out, or give them up: git -C {} clean -fdX && czar clean -p {}',
    await types('czar clean'),
  )
  expect(await types(clean.replace(/.*up: /, ''))).toMatchObject(DONE)
  expect(existsSync(path)).toBe(false)
})

test('a damaged status file is removed by the printed command, and a fleet that never ran is launched by it', async () => {
  const { types, fleet } = await aPerson(ONE)
  await types('czar launch czar.yaml')
  await fleet.eventually('worktree.ready')
  await types('czar stop')
  writeFileSync(join(fleet.projectDir, 'status.json'), '{')
  const remove = printed('adapters/status/read-status: rm {}', await types('czar peers'))
  expect(await types(remove)).toMatchObject(DONE)
  const launch = printed('adapters/status/read-status: czar launch FILE', await types('czar peers'))
  expect(await types(launch.replace('FILE', 'czar.yaml'))).toMatchObject(DONE)
})

test("a worker's refused text is corrected with the help of the printed command", async () => {
  const { types, fleet } = await aPerson(ONE)
  await types('czar launch czar.yaml')
  await fleet.eventually('worktree.ready')
  const pane = { CZAR_WORKER: 'one', CZAR_PROJECT: 'fleet', CZAR_PROJECT_DIR: fleet.projectDir }
  for (const [line, name] of [
    ['czar report blocked " "', 'cli/verbs/worker/report: czar report {} --help'],
    ['czar handoff', 'cli/verbs/worker/handoff: czar handoff --help'],
    ['czar say one "x"', 'cli/verbs/worker/check-letter: czar report note "…"'],
    ['czar say nobody "x"', 'cli/verbs/worker/check-letter: czar peers'],
    ['czar stop', 'supervisor/commands/may-ask: czar report blocked --task ID "…"'],
  ] as const) {
    const refused = await types(`${line} < /dev/null`, pane)
    expect(refused.code, line).not.toBe(0)
    expect(await types(printed(name, refused).replace('ID', 'one.1'), pane), line).toMatchObject(DONE)
  }
})
