import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { aPerson, type Person, printed } from '../a-person.ts'

const DONE = { code: 0 }
const AFTER = '    depends_on: [one]\n'
const FOUR = `workers:
${aScriptedWorker('one', ['wait_for: ../../../go-on', ...honestly('one'), 'stall: forever'])}
${aScriptedWorker('folder', ['stall: forever'], AFTER)}
${aScriptedWorker('branch', ['stall: forever'], `${AFTER}    branch: feat/branch\n`)}
${aScriptedWorker('tree', ['stall: forever'], AFTER)}`

/** The suggested command for a worker whose worktree could not be made. */
async function hintOf({ fleet, types }: Person, worker: string, name: string): Promise<string> {
  await fleet.eventually('attention.raised', event => event.text.includes(worker))
  const status = await until(
    () => types('czar status'),
    ({ stdout }) => stdout.includes(`task ${worker} failed: `),
  )
  const about = status.stdout.split('\n').filter(line => line.startsWith('  ') && line.includes(`task ${worker} failed: `))
  return printed(name, { ...status, stdout: about.join('\n') })
}

test("files in a future worktree's place are reported with the line that removes them, and a restart makes the worktree", async () => {
  const person = await aPerson(FOUR)
  const { fleet, types } = person
  const worktrees = join(fleet.directory, 'repository.worktrees', 'fleet')
  await types('czar launch czar.yaml')
  await fleet.eventually('message.submitted')
  mkdirSync(join(worktrees, 'folder'))
  writeFileSync(join(worktrees, 'folder', 'draft.txt'), 'mine')
  fleet.git('branch', 'feat/branch')
  fleet.git('worktree', 'add', '-q', '-b', 'mine', join(worktrees, 'tree'))
  writeFileSync(join(fleet.directory, 'go-on'), '')

  const move = await hintOf(person, 'folder', 'adapters/git/worktrees/register-worktree: mv {} {}   # look into it first')
  const drop = await hintOf(
    person,
    'branch',
    'adapters/git/worktrees/register-worktree: git -C {} branch -m {} {}   # keeps its commits; then: czar restart {}',
  )
  const look = await hintOf(
    person,
    'tree',
    'adapters/git/worktrees/register-worktree: git -C {} status   # then: git -C {} worktree remove {}, or name that branch for {}',
  )
  for (const line of [move, drop, look]) expect(await types(line), line).toMatchObject(DONE)
  const [, remove = ''] = /# then: (git .*remove .*), or/.exec(look) ?? []
  expect(await types(remove)).toMatchObject(DONE)
  const over = await types('czar restart folder')
  if (over.code !== 0) expect(await types(printed('core/model/gave-up: czar launch {}', over))).toMatchObject(DONE)
  for (const worker of ['folder', 'branch', 'tree']) {
    expect(await types(`czar restart ${worker}`)).toMatchObject(DONE)
    await fleet.eventually('worktree.ready', event => event.worker === worker)
  }
})

test('a renamed base is reported with the line that shows the branches, and a restart works when it is back', async () => {
  const person = await aPerson(`workers:\n${aScriptedWorker('one', ['stall: forever'])}${aScriptedWorker('two', ['stall: forever'])}`)
  const { fleet, types } = person
  await types('czar launch czar.yaml')
  const { path, branch } = await fleet.eventually('worktree.ready', event => event.worker === 'two')
  await fleet.eventually('message.submitted', event => event.worker === 'two')
  await types('czar stop two')
  fleet.git('worktree', 'remove', '--force', path)
  fleet.git('branch', '-D', branch)
  fleet.git('branch', '-m', 'main', 'trunk')
  await types('czar restart two')
  const branches = await hintOf(person, 'two', 'adapters/git/refs/base-commit: git -C {} branch -a')
  expect((await types(branches)).stdout).toContain('trunk')
  fleet.git('branch', '-m', 'trunk', 'main')
  expect(await types('czar restart two')).toMatchObject(DONE)
  await fleet.eventually('worktree.ready', event => event.worker === 'two' && event.branch === branch && event.seq > 10)
})

test('a worktree on a branch without a commit is reported with the line that switches back, and work continues', async () => {
  const { fleet, types } = await aPerson(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`)
  await types('czar launch czar.yaml')
  const { path } = await fleet.eventually('worktree.ready')
  await fleet.eventually('message.submitted')
  fleet.git('-C', path, 'switch', '-q', '--orphan', 'nothing')
  const status = await until(
    () => types('czar status'),
    ({ stdout }) => stdout.includes('has no commit'),
  )
  expect(await types(printed('adapters/git/activity/activity: git -C {} switch {}', status))).toMatchObject(DONE)
  await fleet.eventually('attention.settled', ({ key }) => key === 'worktree:one')
  expect(fleet.git('-C', path, 'branch', '--show-current').trim()).toBe('feat/one')
})

test('agents whose fleet has lost its state are ended by the printed line, and the next fleet gets their worktree', async () => {
  const { fleet, types } = await aPerson(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`)
  await types('czar launch czar.yaml')
  await fleet.eventually('message.submitted')
  fleet.killCzar()
  rmSync(fleet.projectDir, { recursive: true, maxRetries: 5 })
  const anew = { CZAR_STATE_DIR: join(fleet.directory, 'another state') }
  const refused = await types('czar launch czar.yaml', anew)
  expect(refused.code).toBe(3)
  const name = 'adapters/processes/refuse-foreign-agents: kill {}   # its state directory is gone; then run the same again'
  expect(await types(printed(name, refused))).toMatchObject(DONE)
  await until(
    () => types('czar launch czar.yaml', anew),
    ({ code }) => code === 0,
  )
  expect(await types('czar stop', anew)).toMatchObject(DONE)
})
