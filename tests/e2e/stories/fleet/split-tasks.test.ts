import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, type Fleet } from '../../../support/a-fleet.ts'

const states = ({ tasks }: ReturnType<Fleet['status']>) => Object.fromEntries(tasks.map(({ id, state }) => [id, state]))
const rejections = ({ events }: Fleet) =>
  events().flatMap(event => (event.kind === 'verification.finished' && event.verdict === 'rejected' ? event.reasons : []))

/** A task for a child that writes this file, outside of the repository. */
function aPart({ directory }: Fleet, name: string): string {
  const path = join(directory, `${name}.md`)
  const steps = [
    `ack: "Write src/one/${name}.txt"`,
    `edit: { file: src/one/${name}.txt, text: "${name}" }`,
    `commit: "feat: ${name}"`,
    'done: "it is there"',
  ]
  writeFileSync(path, `Do your part.\n\n\`\`\`scripted\n${steps.map(step => `- ${step}\n`).join('')}\`\`\`\n`)
  return path
}

const spawn = (path: string, name: string) =>
  `run: "czar spawn --id ${name} --task ${path} --owns 'src/one/${name}.txt' --accept 'test -s src/one/${name}.txt'"`

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
