import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { DONE, hintOf, isSettled } from '../a-matter.ts'
import { aPerson } from '../a-person.ts'

const STALLS = ['ack: "Write src/two/work.txt"', 'stall: forever']

test('a lost commit, a lost worktree and a closed session are restored by the printed commands', async () => {
  const person = await aPerson(
    `workers:\n${aScriptedWorker('one', honestly('one'))}${aScriptedWorker('two', STALLS)}${aScriptedWorker('three', STALLS)}`,
  )
  const { fleet, types } = person
  await types('czar launch czar.yaml')

  const { path } = await fleet.eventually('worktree.ready', event => event.worker === 'one')
  await fleet.eventually('verification.finished', event => event.verdict === 'verified')
  const proven = fleet.git('rev-parse', 'feat/one')
  fleet.git('-C', path, 'reset', '-q', '--hard', 'HEAD~1')
  const back = await hintOf(person, 'lost:one', 'core/policy/proof/proof-matters: git -C {} merge {}   # brings it back')
  expect(await types(back)).toMatchObject(DONE)
  expect(fleet.git('rev-parse', 'feat/one')).toBe(proven)
  await isSettled(person, 'lost:one')

  const { path: other } = await fleet.eventually('worktree.ready', event => event.worker === 'two')
  rmSync(other, { recursive: true, force: true })
  const again = await hintOf(
    person,
    'worktree:two',
    'core/policy/attention/worker-matters: czar restart {}   # makes it again from its branch',
  )
  expect(await types(again)).toMatchObject(DONE)
  await isSettled(person, 'worktree:two')
  await fleet.eventually('agent.ready', event => event.worker === 'two' && event.incarnation === 2)

  fleet.tmux('kill-session', '-t', '=fleet-worker-two')
  const restart = await hintOf(person, 'closed:two', 'core/policy/attention/worker-matters: czar restart {}')
  expect(await types(restart)).toMatchObject(DONE)
  await isSettled(person, 'closed:two')
  await fleet.eventually('agent.ready', event => event.worker === 'two' && event.incarnation === 3)
})

test('a stopped worker that another waits for is started by the printed command, with a czar and without one', async () => {
  const person = await aPerson(
    `workers:\n${aScriptedWorker('one', STALLS)}${aScriptedWorker('two', STALLS)}${aScriptedWorker('three', honestly('three'), '    depends_on: [two]\n')}`,
  )
  const { fleet, types } = person
  await types('czar launch czar.yaml')
  await fleet.eventually('agent.ready', event => event.worker === 'two')
  await types('czar stop two')
  const restart = await hintOf(person, 'stranded:two', 'core/policy/attention/task-matters: czar restart {}')
  expect(await types(restart)).toMatchObject(DONE)
  await isSettled(person, 'stranded:two')
  await fleet.eventually('agent.ready', event => event.worker === 'two' && event.incarnation === 2)

  await types('czar stop one')
  await types('czar stop two')
  await fleet.eventually('project.finished')
  await until(
    () => types('czar status'),
    ({ stdout }) => stdout.includes('fleet: finished'),
  )
  const launch = await hintOf(person, 'stranded:two', 'core/views/hint-text: {}   # begins anew what failed or was stopped')
  expect(await types(launch)).toMatchObject(DONE)
  await isSettled(person, 'stranded:two')
  await fleet.eventually('agent.ready', event => event.worker === 'two' && event.incarnation === 3)
})

test('unproven work in base is shown by the printed line, until it is proven', async () => {
  const steps = [
    'ack: "Write src/one/work.txt"',
    'edit: { file: src/one/work.txt, text: "work" }',
    'commit: "feat: work of one"',
    'run: "git update-ref refs/heads/main HEAD"',
    'stall: 15s',
    'done: "src/one/work.txt is there"',
  ]
  const person = await aPerson(`base: main\nworkers:\n${aScriptedWorker('one', steps)}`)
  const { fleet, types } = person
  fleet.git('switch', '-q', '-c', 'mine')
  await types('czar launch czar.yaml')
  const log = await hintOf(person, 'base:feat/one', 'core/policy/proof/proof-matters: git -C {} log --oneline {}..{}')
  expect((await types(log)).stdout).toMatch(/^[0-9a-f]+ feat: work of one\n$/)
  await isSettled(person, 'base:feat/one')
  expect(fleet.status().workers['one']).toMatchObject({ health: 'done', reason: expect.stringContaining('flagged') })
})
