import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, type Fleet } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

const states = ({ tasks }: ReturnType<Fleet['status']>) => Object.fromEntries(tasks.map(({ id, state }) => [id, state]))
const rejections = ({ events }: Fleet) =>
  events().flatMap(event => (event.kind === 'verification.finished' && event.verdict === 'rejected' ? event.reasons : []))

/** A task file outside of the repository, for a child that carries out the first steps and then writes a file of this name. */
function aPart({ directory }: Fleet, name: string, ...first: readonly string[]): string {
  const path = join(directory, `${name}.md`)
  const steps = [
    `ack: "Write src/one/${name}.txt"`,
    ...first,
    `edit: { file: src/one/${name}.txt, text: "${name}" }`,
    `commit: "feat: ${name}"`,
    'done: "it is there"',
  ]
  writeFileSync(path, `Do your part.\n\n\`\`\`scripted\n${steps.map(step => `- ${step}\n`).join('')}\`\`\`\n`)
  return path
}

const spawn = (path: string, name: string) =>
  `run: "czar spawn --id ${name} --task ${path} --owns 'src/one/${name}.txt' --accept 'test -f src/one/${name}.txt'"`

test('a worker that gave its whole task to children, and only merged their work, is proven', async () => {
  const fleet = await aFleet('')
  const steps = [
    'ack: "Write src/one with two children"',
    spawn(aPart(fleet, 'left'), 'left'),
    spawn(aPart(fleet, 'right'), 'right'),
    'run: "czar wait"',
    'run: "git merge --no-edit feat/left && git merge --no-edit feat/right"',
    'done: "both parts are merged"',
  ]
  fleet.configure(`policy: { spawn: {} }\nworkers:\n${aScriptedWorker('one', steps)}`)
  expect((await fleet.run('launch', 'czar.yaml', '--foreground')).code).toBe(0)
  expect(states(fleet.status())).toEqual({ one: 'verified', left: 'verified', right: 'verified' })
  expect(rejections(fleet)).toEqual([])
  expect(fleet.git('ls-tree', '-r', '--name-only', 'omnibus/fleet', 'src')).toBe('src/one/left.txt\nsrc/one/right.txt')
})

test("a worker's own work counts after a child that began on top of it is merged, and so does its territory", async () => {
  const fleet = await aFleet('')
  const steps = [
    'ack: "Write src/one/work.txt, with a part by a child"',
    'edit: { file: src/one/work.txt, text: "work" }',
    'edit: { file: docs/stray.txt, text: "not mine" }',
    'commit: "feat: the work"',
    spawn(aPart(fleet, 'part'), 'part'),
    'run: "czar wait && git merge --no-edit feat/part"',
    'done: "with a file too many"',
  ]
  fleet.configure(`policy: { spawn: {} }\nworkers:\n${aScriptedWorker('one', steps)}`)
  await fleet.launch()
  await fleet.eventually('verification.finished', ({ worker, verdict }) => (worker as string) === 'one' && verdict === 'rejected')
  expect(rejections(fleet)).toEqual([expect.stringMatching(/^You changed files outside your territory .*docs\/stray\.txt/)])
})

test('a parent that waits does not notice that the czar was killed and came back', async () => {
  const fleet = await aFleet('', { watchdog: true })
  const [go, waited] = [join(fleet.directory, 'go'), join(fleet.directory, 'waited.txt')]
  const part = aPart(fleet, 'part', `run: "until test -e ${go}; do sleep 0.1; done"`)
  const steps = [
    'ack: "Write src/one with a child"',
    spawn(part, 'part'),
    `run: "czar wait > ${waited} 2>&1; echo ended with $? >> ${waited}; grep -o 'git merge.*' ${waited} | sh"`,
    'done: "the part is merged"',
  ]
  fleet.configure(`policy: { spawn: {} }\nworkers:\n${aScriptedWorker('one', steps)}`)
  await fleet.launch()
  await fleet.eventually('wait.begun')
  fleet.killCzar()
  await until(fleet.events, events => events.filter(({ kind }) => kind === 'wait.begun').length === 2, { timeoutMs: 60_000 })
  writeFileSync(go, '')
  await fleet.eventually('project.finished', ({ verified }) => verified === 2)
  expect(readFileSync(waited, 'utf8')).toMatch(
    /^waits for part\nwaits for part\npart: proven; git merge --no-edit [0-9a-f]{12}\nended with 0\n$/,
  )
  expect(rejections(fleet)).toEqual([])
})
