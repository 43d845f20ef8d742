import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { DONE, hintOf, isSettled } from '../a-matter.ts'
import { aPerson, type Person } from '../a-person.ts'

const STALLS = ['ack: "Write src/work.txt"', 'stall: forever']

async function isVerified({ fleet }: Person, task: string): Promise<void> {
  await until(fleet.status, ({ tasks }) => tasks.find(({ id }) => id === task)?.state === 'verified', { what: `${task} is verified` })
}

test('a bonus task that all workers refused, and one that failed, are tried again by the printed commands', async () => {
  const person = await aPerson('workers: []\n')
  const { fleet, types } = person
  const go = join(fleet.directory, 'go')
  // Both workers refuse the task. The worker that gets it once more does it, but only after czar asked how the task is going.
  const refuses = ['odd.1', 'odd.2'].map(id => `czar report refuse --task ${id} "not mine"`).join('; ')
  writeFileSync(join(fleet.directory, 'odd.sh'), `test -e '${go}' || { ${refuses}; }\n`)
  const odd = aScriptedWorker('odd', [`run: sh '${join(fleet.directory, 'odd.sh')}'`, 'idle', ...honestly('odd').slice(1)])
  // This worker is still at work, so the fleet is not over. Its budget is too small for another task.
  const spends = ['ack: "Write src/poor/work.txt"', 'usage: { tokens: 10, usd: 0.9, context: 0.2 }', 'stall: forever']
  const poor = aScriptedWorker('poor', spends, '    budget: { usd: 1 }\n')
  const flawed = ['edit: { file: src/flawed/work.txt, append: "more " }', 'commit: "feat: flawed"', 'done: "it is there"']
  const accept = `    accept: ["test -e '${go}'"]\n`
  fleet.configure(
    `policy: { verify: { attempts: 1 }, idle_after: 2s }\nworkers:\n${aScriptedWorker('one', honestly('one'))}${aScriptedWorker('two', honestly('two'))}${poor}bonus:\n${odd}${aScriptedWorker('flawed', flawed, accept)}`,
  )
  await types('czar launch czar.yaml')
  const tried = await hintOf(
    person,
    'failed:flawed',
    'core/policy/attention/task-matters: czar assign {} {}   # tries it again; or let it go: czar queue drop {}',
  )
  const unclaimed = await hintOf(
    person,
    'unclaimed',
    'core/policy/attention/task-matters: czar assign WORKER {}   # asks one again; or let it go: czar queue drop {}',
  )
  writeFileSync(go, '')
  expect(await types(tried)).toMatchObject(DONE)
  await isSettled(person, 'failed:flawed')
  expect(await types(unclaimed.replace('WORKER', 'one'))).toMatchObject(DONE)
  await isSettled(person, 'unclaimed')
  await isVerified(person, 'odd')
  await isVerified(person, 'flawed')
})

test('a task that waits for a dropped or removed one starts after the printed command', async () => {
  const person = await aPerson('workers: []\n')
  const { fleet, types } = person
  const workers = ['one', 'two'].map(id => aScriptedWorker(id, STALLS))
  const bonus = `bonus:\n${aScriptedWorker('first', STALLS)}${aScriptedWorker('next', STALLS, '    after: [first]\n')}`
  fleet.configure(`workers:\n${workers.join('')}${bonus}`)
  writeFileSync(join(fleet.directory, 'task.md'), 'Write a file.\n')
  await types('czar launch czar.yaml')
  await fleet.eventually('agent.ready', event => event.worker === 'two')

  await types('czar queue drop first')
  const back = await hintOf(person, 'stranded:first', 'core/policy/attention/task-matters: czar queue add FILE --id {}')
  expect(await types(back.replace('FILE', 'task.md'))).toMatchObject(DONE)
  await isSettled(person, 'stranded:first')
  await types('czar queue drop first')
  const orDrop = await hintOf(person, 'stranded:first', 'core/policy/attention/task-matters: czar queue add FILE --id {}')
  // The same hint names a second command, which the inventory of hints knows as:
  // `core/policy/attention/task-matters:    # or: {}`.
  expect(await types(orDrop.replace(/.* # or: /, ''))).toMatchObject(DONE)
  await isSettled(person, 'stranded:first')

  await types('czar queue add task.md --id late --after one')
  await types('czar stop')
  fleet.configure(`workers:\n${workers[1]}${bonus}`)
  await types('czar launch czar.yaml')
  const file = await hintOf(
    person,
    'stranded:one',
    'core/policy/attention/task-matters: put it back into {}, then: czar stop && czar launch {}',
  )
  fleet.configure(`workers:\n${workers.join('')}${bonus}`)
  expect(await types(file.replace(/.*then: /, ''))).toMatchObject(DONE)
  await isSettled(person, 'stranded:one')
  await fleet.eventually('agent.ready', event => event.worker === 'one' && event.incarnation === 2)
})

test('a fleet that has ended except for a task that waits for a dropped one continues after the printed change of its file', async () => {
  const person = await aPerson('workers: []\n')
  const { fleet, types } = person
  const next = (rest: string) =>
    `workers:\n${aScriptedWorker('one', ['wait_for: ../go', ...honestly('one')])}bonus:\n${aScriptedWorker('first', STALLS)}${aScriptedWorker('next', honestly('next'), rest)}`
  fleet.configure(next('    after: [first]\n'))
  await types('czar launch czar.yaml')
  const { path } = await fleet.eventually('worktree.ready')
  await types('czar queue drop first')
  writeFileSync(join(path, '..', 'go'), '')
  await until(fleet.status, ({ czar }) => czar.state === 'finished')
  const change = await hintOf(person, 'stranded:first', 'core/views/hint-text: take {} out of each `after` in {}, then: {}')
  fleet.configure(next(''))
  expect(await types(change.replace(/.*then: /, ''))).toMatchObject(DONE)
  await isVerified(person, 'next')
})
