import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { DONE, hintOf, isSettled } from '../a-matter.ts'
import { aPerson } from '../a-person.ts'

const STALLS = ['ack: "Write src/two/work.txt"', 'stall: forever']
const LOOK = 'adapters/git/switching/clear-worktree: git -C {} status'
const RESTART = 'core/policy/attention/worker-matters: {}   # put it right, then: czar restart {}'

test('a worktree that cannot be cleared for its next task is examined, repaired and restarted with the printed lines', async () => {
  const person = await aPerson(`workers:\n${aScriptedWorker('one', honestly('one'))}${aScriptedWorker('two', STALLS)}`)
  const { fleet, types } = person
  await types('czar launch czar.yaml')
  const ready = await fleet.eventually('worktree.ready', event => event.worker === 'one')
  await fleet.eventually('verification.finished', event => event.worker === 'one')
  const clone = join(ready.path, 'clone')
  mkdirSync(clone)
  execFileSync('git', ['init', '-q'], { cwd: clone })
  writeFileSync(join(clone, 'own.txt'), 'own\n')
  writeFileSync(join(fleet.directory, 'more.md'), 'Write src/more.txt.\n')
  await types('czar queue add more.md --id more --prefers-workers one')

  const hint = await hintOf(person, 'switch:one', RESTART)
  const [look = '', restart = ''] = hint.split('   # put it right, then: ')
  expect(look, LOOK).toMatch(/^git -C .* status$/)
  expect((await types(look)).stdout).toContain('clone/')
  rmSync(clone, { recursive: true })
  expect(await types(restart)).toMatchObject(DONE)
  await isSettled(person, 'switch:one')
  expect(await types('czar assign one more')).toMatchObject(DONE)
  await fleet.eventually('worktree.switched', event => event.worker === 'one')
})
