import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { aPersonRuns } from '../../support/a-person-runs.ts'
import { until } from '../../support/until.ts'
import { aPerson, type Person, printed } from '../a-person.ts'

const DONE = { code: 0 }
const STALLS = aScriptedWorker('busy', ['stall: forever'])

test('a task that a merge left out is named by each command, and merged by the printed one', async () => {
  const both = `${aScriptedWorker('one', honestly('one'))}${aScriptedWorker('two', honestly('two'))}`
  const { fleet, types } = await aPerson(`policy: { merge: { mode: branches } }\nworkers:\n${both}`)
  await types('czar launch czar.yaml')
  await fleet.eventually('project.finished')
  await until(
    () => types('czar merge --only one'),
    ({ stderr }) => !stderr.includes('a czar supervises'),
  )
  const [status, summary, land] = [await types('czar status'), await types('czar summary'), await types('czar land')]
  for (const { stdout, stderr } of [status, summary, land]) expect(stdout + stderr).toMatch(/two.* was left out of the last `czar merge`/)
  expect([summary.stdout, land.stderr]).toEqual([
    expect.stringContaining('Next: `czar merge`'),
    expect.stringContaining('next: czar merge'),
  ])
  fleet.git('checkout', '-q', '--detach')
  const landed = await types('czar land')
  expect(landed).toMatchObject({ ...DONE, stdout: expect.stringMatching(/^main has 1 task at .*: one\nnot in it: two was left out/) })
  expect(await types(printed('core/policy/landing/off-train: czar merge -p fleet', landed))).toMatchObject(DONE)
  expect(printed('core/policy/landing/off-train: czar merge', status)).toBe('czar merge')
  expect(fleet.git('show', 'omnibus/fleet:src/two/work.txt')).toBe('work of two')
  expect((await types('czar status')).stdout).not.toContain('left out')
})

/** A fleet whose worker one has failed, after its child part was proven. */
async function aLostParent(): Promise<Person> {
  const person = await aPerson('')
  const { fleet, types } = person
  const part = join(fleet.directory, 'part.md')
  const steps = ['ack: "Write src/one/part.txt"', 'edit: { file: src/one/part.txt, text: "part" }', 'commit: "feat: part"', 'done: "there"']
  writeFileSync(part, `Do your part.\n\n\`\`\`scripted\n${steps.map(step => `- ${step}\n`).join('')}\`\`\`\n`)
  const one = aScriptedWorker('one', [
    'ack: "Write src/one with a child"',
    `run: "czar spawn --id part --task ${part} --owns 'src/one/part.txt' --accept 'test -f src/one/part.txt'"`,
    'run: "czar wait"',
    'done: "it is there"',
  ])
  fleet.configure(`policy: { spawn: {}, verify: { attempts: 1 } }\nworkers:\n${one}${STALLS}`)
  await types('czar launch czar.yaml')
  await until(fleet.status, ({ tasks }) => tasks.find(({ id }) => id === 'one')?.state === 'failed', { what: 'one has failed' })
  return person
}

test('a proven part of a task that failed is shown with the restart of that task, which tries it again', async () => {
  const { fleet, types } = await aLostParent()
  const terminal = await aPersonRuns('dashboard', fleet)
  await terminal.shows(/1 not merged/)
  await terminal.shows('part is not merged: it is a part of one, which has failed; czar restart one')
  await terminal.keys('q')
  const shown = await types('czar merge')
  expect((await types('czar land')).stderr).toContain('not in it: part is a part of one, which has failed\n')
  const hint = printed('core/policy/landing/off-train: czar restart {}', shown)
  expect(await types(hint)).toMatchObject(DONE)
  await until(fleet.status, ({ tasks }) => tasks.find(({ id }) => id === 'one')?.state === 'assigned', { what: 'one is tried again' })
})

test('a proven part of a task that was removed is merged by hand with the printed line', async () => {
  const { fleet, types } = await aLostParent()
  fleet.configure(`policy: { spawn: {}, verify: { attempts: 1 } }\nworkers:\n${STALLS}`)
  expect(await types('czar reload')).toMatchObject(DONE)
  const merge = await until(
    () => types('czar merge'),
    ({ stdout }) => stdout.includes('by hand'),
  )
  expect(await types(printed('core/policy/landing/off-train: git -C {} merge {}   # merges it by hand', merge))).toMatchObject(DONE)
  expect(fleet.git('show', 'main:src/one/part.txt')).toBe('part')
  await until(
    () => types('czar status'),
    ({ stdout }) => !stdout.includes('by hand'),
  )
})
