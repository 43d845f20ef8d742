import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { DONE, hintOf, isSettled } from '../a-matter.ts'
import { aPerson } from '../a-person.ts'

const STALLS = aScriptedWorker('two', ['ack: "Write src/two/work.txt"', 'stall: forever'])

test('a proof that czar cannot renew is renewed by the printed command, after the setup works again', async () => {
  const person = await aPerson('workers: []\n')
  const { fleet, types } = person
  const broken = join(fleet.directory, 'broken')
  const one = (accept: string) =>
    aScriptedWorker('one', honestly('one'), `    setup: ["test ! -e '${broken}'"]\n    accept: ["${accept}"]\n`)
  fleet.configure(`workers:\n${one('true')}${STALLS}`)
  await types('czar launch czar.yaml')
  await fleet.eventually('verification.finished', event => event.verdict === 'verified')
  await types('czar stop')
  writeFileSync(broken, '')
  fleet.configure(`workers:\n${one('test -e src')}${STALLS}`)
  await types('czar launch czar.yaml')

  const verify = await hintOf(person, 'stale:one', 'core/policy/proof/proof-matters: czar verify {}')
  rmSync(broken)
  expect(await types(verify)).toMatchObject(DONE)
  await isSettled(person, 'stale:one')
  await until(fleet.status, ({ tasks }) => tasks.find(({ id }) => id === 'one')?.state === 'verified')
})

test('a branch that was deleted with its worktree is restored by the printed command, and proven again', async () => {
  const person = await aPerson(`workers:\n${aScriptedWorker('one', honestly('one'))}${STALLS}`)
  const { fleet, types } = person
  await types('czar launch czar.yaml')
  const { path } = await fleet.eventually('worktree.ready', event => event.worker === 'one')
  await fleet.eventually('agent.ended', event => event.worker === 'one')
  const proven = fleet.git('rev-parse', 'feat/one')
  fleet.git('worktree', 'remove', '--force', path)
  fleet.git('branch', '-D', 'feat/one')
  const back = await hintOf(person, 'lost:one', 'core/policy/proof/proof-matters: git -C {} branch -f {} {}   # brings it back')
  expect(await types(back)).toMatchObject(DONE)
  expect(fleet.git('rev-parse', 'feat/one')).toBe(proven)
  await isSettled(person, 'lost:one')
  await until(fleet.status, ({ tasks }) => tasks.find(({ id }) => id === 'one')?.state === 'verified')
})

test('a disk with too little space for new agents is shown by the printed command', async () => {
  const person = await aPerson('workers: []\n')
  const { fleet, types } = person
  fleet.configure(`policy: { disk_reserve: 900000GB }\nworkers:\n${STALLS}`)
  await types('czar launch czar.yaml')
  const show = await hintOf(person, 'disk', 'core/policy/attention/disk-matter: df -h')
  expect(await types(show)).toMatchObject({ code: 0, stdout: expect.stringMatching(/ \d+% /) })
  await types('czar stop')
  fleet.configure(`policy: { disk_reserve: 1MB }\nworkers:\n${STALLS}`)
  await types('czar launch czar.yaml')
  await isSettled(person, 'disk')
  await fleet.eventually('agent.ready')
})
