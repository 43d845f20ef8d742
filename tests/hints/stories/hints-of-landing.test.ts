import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { hintOf } from '../a-matter.ts'
import { aPerson, type Person, printed } from '../a-person.ts'

const DONE = { code: 0 }

/** A finished fleet with one task on its branch of merged work. Base is checked out in the repository. */
async function aTestedTree(rest = ''): Promise<Person> {
  const person = await aPerson(`${rest}workers:\n${aScriptedWorker('one', honestly('one'))}`)
  await person.types('czar launch czar.yaml')
  await person.fleet.eventually('project.finished')
  return person
}

test.each([
  { line: 'czar merge', name: 'cli/output/train: {}   # puts the tested tree on {}' },
  { line: 'czar land', name: 'cli/landing/land-project: git -C {} merge --ff-only {}   # {}' },
])('if base is checked out, the printed merge command `$line` lands the tree', async ({ line, name }) => {
  const { fleet, types } = await aTestedTree()
  const shown = await types(line)
  expect(await types(printed(name, shown))).toMatchObject(DONE)
  expect(fleet.git('show', 'main:src/one/work.txt')).toBe('work of one')
})

test('after base moved, the printed launch merges and tests again, and the tree lands', async () => {
  const { fleet, types } = await aTestedTree()
  writeFileSync(join(fleet.repository, 'other.txt'), 'other')
  fleet.git('add', '-A')
  fleet.git('commit', '-q', '-m', 'Other')
  fleet.git('checkout', '-q', '--detach')
  const refused = await types('czar land')
  const launch = printed('cli/landing/land-project: czar launch {}   # merges and tests again on the new {}', refused)
  expect(await types(launch)).toMatchObject(DONE)
  await fleet.eventually('train.begun', event => event.base === fleet.git('rev-parse', 'main'))
  expect(
    await until(
      () => types('czar land'),
      ({ code }) => code === 0,
    ),
  ).toMatchObject(DONE)
  expect(fleet.git('ls-tree', '--name-only', 'main').split('\n')).toContain('other.txt')
})

test('before a task is proven, the printed czar merge says so', async () => {
  const { types, fleet } = await aPerson(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`)
  await types('czar launch czar.yaml')
  await fleet.eventually('agent.started')
  const hint = printed('cli/landing/land-project: czar merge', await types('czar land'))
  expect(await types(hint)).toMatchObject({ code: 0, stdout: 'no proven work is merged yet\n' })
})

test('a train that stopped names czar merge, which gives the reason', async () => {
  const person = await aPerson('')
  const { fleet, types } = person
  const go = join(fleet.directory, 'go')
  const [ack = '', ...rest] = honestly('two')
  const two = aScriptedWorker('two', [ack, `run: "until test -f '${go}'; do sleep 0.1; done"`, ...rest])
  fleet.configure(`workers:\n${aScriptedWorker('one', honestly('one'))}${two}`)
  await types('czar launch czar.yaml')
  await fleet.eventually('train.advanced')
  fleet.git('checkout', '-q', 'omnibus/fleet')
  writeFileSync(go, '')
  await fleet.eventually('train.stopped')
  const hint = await hintOf(person, 'train', 'core/policy/landing/train-matters: czar merge')
  expect(await types(hint)).toMatchObject({ code: 3, stdout: expect.stringContaining('is checked out in') })
})

test('a base that is not a branch is pushed by the printed line', async () => {
  const { fleet, types } = await aPerson('')
  const remote = join(fleet.directory, 'remote.git')
  mkdirSync(remote)
  fleet.git('init', '-q', '--bare', remote)
  fleet.git('remote', 'add', 'origin', remote)
  fleet.git('push', '-q', 'origin', 'main')
  fleet.git('checkout', '-q', '--detach')
  fleet.git('branch', '-q', '-D', 'main')
  fleet.configure(`remote: origin\nworkers:\n${aScriptedWorker('one', honestly('one'))}`)
  await types('czar launch czar.yaml')
  await fleet.eventually('project.finished')
  const push = printed('cli/landing/land-project: czar land --push', await types('czar land'))
  expect(await types(push)).toMatchObject(DONE)
  expect(fleet.git('--git-dir', remote, 'show', 'main:src/one/work.txt')).toBe('work of one')
})

test('a task that does not exist leads to the plan, which names the existing tasks', async () => {
  const { types } = await aTestedTree()
  // The czar ends a moment after the fleet has finished.
  const refused = await until(
    () => types('czar merge --only nobody'),
    ({ stderr }) => !stderr.includes('a czar supervises'),
  )
  const hint = printed('cli/landing/choose-tasks: czar merge --dry-run', refused)
  expect(await types(hint)).toMatchObject({ code: 0, stdout: expect.stringContaining('tested already') })
})

test('beside a czar with landing mode "branches", the printed line stops it and merges', async () => {
  const busy = aScriptedWorker('two', ['stall: forever'])
  const { fleet, types } = await aPerson(
    `policy: { merge: { mode: branches } }\nworkers:\n${aScriptedWorker('one', honestly('one'))}${busy}`,
  )
  await types('czar launch czar.yaml')
  await fleet.eventually('verification.finished')
  const refused = await types('czar merge --only one')
  const line = printed('cli/landing/run-merge-verb: czar stop -p {} && czar merge -p {}{}', refused)
  expect(await types(line)).toMatchObject({ code: 0, stdout: expect.stringContaining('tested as one tree') })
  expect(fleet.git('show', 'omnibus/fleet:src/one/work.txt')).toBe('work of one')
})

test("after a remote refused the push, the printed line merges and tests on the remote's commit, and the result is pushed", async () => {
  const { fleet, types } = await aPerson('')
  const [remote, elsewhere] = [join(fleet.directory, 'remote.git'), join(fleet.directory, 'elsewhere')]
  mkdirSync(remote)
  fleet.git('init', '-q', '--bare', remote)
  fleet.git('remote', 'add', 'origin', remote)
  fleet.git('push', '-q', 'origin', 'main')
  fleet.git('checkout', '-q', '--detach')
  fleet.configure(`remote: origin\nworkers:\n${aScriptedWorker('one', honestly('one'))}`)
  await types('czar launch czar.yaml')
  await fleet.eventually('project.finished')
  fleet.git('clone', '-q', '-b', 'main', remote, elsewhere)
  fleet.git(
    '-C',
    elsewhere,
    '-c',
    'user.name=x',
    '-c',
    'user.email=x@example.com',
    'commit',
    '-q',
    '--allow-empty',
    '-m',
    'of somebody else',
  )
  fleet.git('-C', elsewhere, 'push', '-q', 'origin', 'main')
  const refused = await types('czar land --push')
  expect(refused.code).toBe(1)
  const line = printed('cli/landing/land-project: {} fetch {} && czar merge -p {}   # merges and tests on what it has now', refused)
  expect(await types(line)).toMatchObject(DONE)
  expect(await types('czar land --push')).toMatchObject(DONE)
  expect(fleet.git('--git-dir', remote, 'show', 'main:src/one/work.txt')).toBe('work of one')
})

test('a remote that is away, takes no push to base, or was rewritten prints a line that helps in each case', async () => {
  const { fleet, types } = await aPerson('')
  const remote = join(fleet.directory, 'remote.git')
  mkdirSync(remote)
  fleet.git('init', '-q', '--bare', remote)
  fleet.git('remote', 'add', 'origin', remote)
  fleet.git('push', '-q', 'origin', 'main')
  fleet.git('checkout', '-q', '--detach')
  fleet.configure(`remote: origin\nworkers:\n${aScriptedWorker('one', honestly('one'))}`)
  await types('czar launch czar.yaml')
  await fleet.eventually('project.finished')
  const first = fleet.git('--git-dir', remote, 'rev-parse', 'main')
  const tip = fleet.git('rev-parse', 'omnibus/fleet')

  const hook = join(remote, 'hooks', 'pre-receive')
  writeFileSync(hook, '#!/bin/sh\nwhile read old new ref; do test "$ref" != refs/heads/main || exit 1; done\n', { mode: 0o755 })
  const refused = await types('czar land --push')
  expect(refused.stderr).toContain('[remote rejected]')
  const request = printed(
    'cli/landing/land-project: {} push {} omnibus/{}   # for a request to merge it, where nobody may push to {}',
    refused,
  )
  expect(await types(request)).toMatchObject(DONE)
  expect(fleet.git('--git-dir', remote, 'rev-parse', 'omnibus/fleet')).toBe(tip)
  rmSync(hook)

  renameSync(remote, `${remote}.away`)
  const away = await types('czar land --push')
  renameSync(`${remote}.away`, remote)
  const byHand = 'cli/landing/land-project: {} push {} {}:refs/heads/{}   # by hand; git may then ask for a password'
  expect(await types(printed(byHand, away))).toMatchObject(DONE)
  expect(fleet.git('--git-dir', remote, 'rev-parse', 'main')).toBe(tip)

  const other = fleet.git('-c', 'user.name=x', '-c', 'user.email=x@example.com', 'commit-tree', '-m', 'rewritten', `${first}^{tree}`)
  fleet.git('push', '-q', '--force', 'origin', `${other}:refs/heads/main`)
  fleet.git('fetch', '-q', 'origin')
  const split = printed(
    'cli/landing/land-project: {} log --oneline --left-right {}...{}/{}   # make them one, then: czar merge -p {}',
    await types('czar land --push'),
  )
  expect(await types(split)).toMatchObject({ ...DONE, stdout: expect.stringContaining('> ') })
})
