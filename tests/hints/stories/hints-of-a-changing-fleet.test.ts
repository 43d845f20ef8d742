import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { DONE, hintOf, isSettled, refusedWith } from '../a-matter.ts'
import { aPerson, printed } from '../a-person.ts'

const STALLS = ['ack: "Write src/work.txt"', 'stall: forever']
const ONE = aScriptedWorker('one', STALLS)

test('refused changes of a running fleet print commands that help', async () => {
  const person = await aPerson(
    `workers:\n${ONE}${aScriptedWorker('two', STALLS, '    depends_on: [one]\n')}${aScriptedWorker('three', STALLS)}`,
  )
  const { fleet, types } = person
  writeFileSync(join(fleet.directory, 'task.md'), 'Write a file.\n')
  writeFileSync(join(fleet.directory, 'empty.md'), '')
  await types('czar launch czar.yaml')
  await fleet.eventually('message.submitted')

  await refusedWith(person, 'czar worker add more --task empty.md', { name: 'cli/spawn/add-worker: czar worker add --help' })
  await refusedWith(person, 'czar worker add more', { name: 'cli/verbs/fleet/worker: czar worker add --help' })
  await refusedWith(person, 'czar worker remove', { name: 'cli/verbs/fleet/worker: czar worker remove --help' })
  await refusedWith(person, 'czar worker add one --task task.md', { name: 'supervisor/commands/worker: czar worker add --help' })
  await refusedWith(person, 'czar worker remove one', { name: 'supervisor/commands/worker: czar worker remove {}' })
  expect(await types('czar worker remove one')).toMatchObject(DONE)

  expect(await types('czar worker add more --task task.md --branch feat/four')).toMatchObject(DONE)
  fleet.configure(`workers:\n${ONE}${aScriptedWorker('four', STALLS)}`)
  await refusedWith(person, 'czar reload', { name: 'supervisor/commands/added-workers: czar worker remove {}' })
  expect(await types('czar reload')).toMatchObject(DONE)

  expect(await types('czar worker add more --task task.md --branch feat/five')).toMatchObject(DONE)
  const five = `workers:\n${ONE}${aScriptedWorker('five', STALLS)}`
  expect(await types('czar stop')).toMatchObject(DONE)
  fleet.configure(five)
  const clash = await types('czar launch czar.yaml')
  expect(clash.stderr).toContain('more, which was added while the fleet ran, does not fit the file: five has the same branch feat/five')
  const advice = 'cli/compose/open-czar: launch the file as it was before, change it again, and then: {}'
  const [, command = ''] = printed(advice, clash).split('and then: ')
  fleet.configure(`workers:\n${ONE}${aScriptedWorker('four', STALLS)}`)
  expect(await types('czar launch czar.yaml')).toMatchObject(DONE)
  fleet.configure(five)
  const followed = await types(command)
  expect(followed.code, followed.stderr).toBe(0)
  await until(fleet.status, ({ workers }) => workers['five'] !== undefined)

  const path = join(fleet.directory, 'czar.yaml')
  const named = readFileSync(path, 'utf8')
  writeFileSync(path, named.replace('project: fleet', 'project: renamed'))
  await until(() => types('czar status -p fleet'), saysFixed('project'))
  const renamed = await types('czar reload -p fleet')
  expect(renamed.stderr).toContain('is now about project renamed, and the fleet belongs to fleet')
  const advised = 'cli/reload/reload-file: write `project: {}` again, or launch it beside the fleet with other branches: czar launch {}'
  expect(printed(advised, renamed)).toContain('write `project: fleet` again')
  writeFileSync(path, named)
  expect(await types('czar reload -p fleet')).toMatchObject(DONE)

  fleet.configure(`base: other\nworkers:\n${ONE}`)
  fleet.git('branch', 'other')
  expect((await until(() => types('czar status'), saysFixed('base'))).stdout).toContain('czar reload --dry-run')
  const fixed = await types('czar reload --dry-run')
  expect(fixed.stderr).toContain('`base` cannot change while the fleet runs')
  expect(await types(printed('cli/reload/reload-file: czar stop -p {} && {}', fixed))).toMatchObject(DONE)
})

function saysFixed(setting: string): (seen: { readonly stdout: string }) => boolean {
  return ({ stdout }) => stdout.includes(`the project file changed and cannot be loaded: \`${setting}\` cannot change while the fleet runs`)
}

test('a worker learns from a refused czar spawn how the command is used', async () => {
  const person = await aPerson(`policy: { spawn: {} }\nworkers:\n${ONE}${aScriptedWorker('two', STALLS)}`)
  const { fleet, types } = person
  writeFileSync(join(fleet.directory, 'empty.md'), '')
  writeFileSync(join(fleet.directory, 'task.md'), 'Write a file.\n')
  await types('czar launch czar.yaml')
  await fleet.eventually('message.submitted')
  const env = { CZAR_PROJECT_DIR: fleet.projectDir, CZAR_WORKER: 'one' }
  await refusedWith(person, 'czar spawn --task empty.md', { name: 'cli/spawn/spawn-worker: czar spawn --help', env })

  // A child that leaves with its parent is missing to a worker that waits for it.
  expect(await types('czar spawn --task task.md --id part', env)).toMatchObject(DONE)
  expect(await types('czar worker add after --task task.md --depends-on part')).toMatchObject(DONE)
  expect(await types('czar stop one')).toMatchObject(DONE)
  const back = await hintOf(person, 'stranded:part', 'core/policy/attention/task-matters: czar worker add {} --task FILE')
  expect(await types(back.replace('FILE', 'task.md'))).toMatchObject(DONE)
  await isSettled(person, 'stranded:part')
})

test('proven work that the fleet took over and nobody merges is merged by the command that its item names', async () => {
  const part = [
    'ack: "Write src/one/part.txt"',
    'edit: { file: src/one/part.txt, text: "part" }',
    'commit: "feat: part"',
    'done: "written"',
  ]
  const steps = [
    'ack: "Write src/one/work.txt"',
    'edit: { file: src/one/work.txt, text: "work" }',
    'commit: "feat: work"',
    'run: "czar spawn --id part --task ../../../part.md"',
    'stall: forever',
  ]
  const handsOver = 'policy: { spawn: { when_parent_ends: hand_over } }'
  const person = await aPerson(`${handsOver}\nworkers:\n${aScriptedWorker('one', steps)}${aScriptedWorker('two', STALLS)}`)
  const { fleet, types } = person
  writeFileSync(
    join(fleet.directory, 'part.md'),
    `Write src/one/part.txt.\n\n\`\`\`scripted\n${part.map(step => `- ${step}\n`).join('')}\`\`\`\n`,
  )
  await types('czar launch czar.yaml')
  await fleet.eventually('worker.added')
  expect(await types('czar worker remove one')).toMatchObject(DONE)
  const name = 'core/policy/attention/task-matters: git -C {} merge {}   # on {}; or let it go: czar worker remove {}'
  expect(await types(await hintOf(person, 'unmerged:part', name))).toMatchObject(DONE)
  await isSettled(person, 'unmerged:part')
  expect(fleet.git('ls-tree', '-r', '--name-only', 'main', 'src')).toBe('src/one/part.txt\nsrc/one/work.txt')
})
