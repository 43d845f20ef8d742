import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { StatusView } from '../../../../src/core/views/status.ts'
import { aFleet } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

interface Story {
  readonly accept: string
  readonly steps: readonly string[]
  readonly rework?: readonly string[]
}

function worker(id: string, { accept, steps, rework = [] }: Story): string {
  const block = (kind: string, list: readonly string[]) =>
    list.length === 0 ? '' : `      \`\`\`scripted${kind}\n${list.map(step => `      - ${step}\n`).join('')}      \`\`\`\n`
  const blocks = [block('', steps), block(' rework', rework), block(' again', rework)].join('')
  return `  - id: ${id}\n    accept: [${JSON.stringify(accept)}]\n    task: |\n      Work for ${id}.\n${blocks}`
}

const CODE = (...lines: readonly string[]) => ['function first() {', '}', '', 'function second() {', ...lines, '}', ''].join('\n')
const both = String.raw`printf 'function first() {\n}\n\nfunction second() {\n  left\n  right\n}\n' > src/code.js`

/** A worker that rests with an uncommitted change until czar asks how its task is going. */
const changes = (id: string, line: string) =>
  worker(id, {
    accept: `grep -q ${line} src/code.js`,
    steps: [
      `ack: "Write ${line} into src/code.js"`,
      `run: "sed -i 's/^  old$/  ${line}/' src/code.js"`,
      'idle',
      `commit: "${id}"`,
      'done: "it is there"',
    ],
    rework: [`run: ${JSON.stringify(`git merge -q omnibus/fleet; ${both}; git add -A; git commit -qm both`)}`, 'done: "both are there"'],
  })

const apart = worker('apart', {
  accept: 'grep -q x src/apart',
  steps: ['ack: "Write x into src/apart"', 'edit: { file: src/apart, text: "x\\n" }', 'idle', 'commit: "apart"', 'done: "it is there"'],
})

test('two workers change the same uncommitted line: the later one is told once, and status and dashboard show it', async () => {
  const fleet = await aFleet(`policy: { idle_after: 20s }\nworkers:\n${changes('early', 'left')}${changes('later', 'right')}${apart}`)
  writeFileSync(join(fleet.repository, 'src', 'code.js'), CODE('  old'))
  fleet.git('add', '-A')
  fleet.git('commit', '-q', '-m', 'Some code')
  await fleet.launch()
  const { workers } = await until(fleet.status, ({ workers }) => workers['later']?.conflicts_with.length === 1)
  expect(workers['later']?.conflicts_with).toEqual([{ task: 'early', kind: 'conflict', files: ['src/code.js'] }])
  expect(workers['later']?.dirty).toBe(1)
  expect(workers['apart']?.conflicts_with).toEqual([])

  const { stdout } = await fleet.run('conflicts')
  expect(stdout).toContain('early      x  .  .  1\nlater   x     .  .  2\napart   .  .     .  3\nmain    .  .  .     4\n')
  expect(stdout).toContain('conflict  early and later\n  src/code.js: line 5, in function second() {\n')
  expect((await fleet.run('conflicts', 'later')).stdout).toContain('src/code.js:5\n    early:\n        left\n    later:\n        right\n')
  expect(JSON.parse((await fleet.run('conflicts', 'apart', '--json')).stdout)).toMatchObject({
    tasks: ['early', 'later', 'apart'],
    conflicts: [],
  })
  expect(await fleet.run('conflicts', 'nobody')).toMatchObject({ code: 2, stderr: expect.stringContaining('fleet has no task "nobody"') })

  await fleet.eventually('project.finished', event => event.verified === 3)
  const told = fleet.events().flatMap(event => (event.kind === 'message.queued' && event.messageKind === 'notice' ? [event] : []))
  // Both workers begin within a second, in either order.
  const began = fleet.events().flatMap(event => (event.kind === 'assignment.created' ? [event.worker as string] : []))
  const [first, second] = began.filter(id => id !== 'apart')
  expect(told.map(({ worker }) => worker)).toEqual([second])
  expect(told[0]?.facts['problem']).toContain(`conflicts with the work of ${first} in src/code.js (\`function second() {\`)`)
  expect((await fleet.run('conflicts')).stdout).toBe('no work is in progress\n')
  fleet.git('merge', '-q', 'omnibus/fleet')
  expect(readFileSync(join(fleet.repository, 'src', 'code.js'), 'utf8')).toBe(CODE('  left', '  right'))
})

/**
 * A worker that commits when it is told to wait, and merges the other worker's work when it is told to go on. With a later text it claims.
 */
const waits = (id: string, other: string, line: string) => {
  const merge = `git merge -q feat/${other}; ${both}; git add -A; git commit -qm both`
  const script = `git commit -qam ${id}; if git log --format=%s feat/${other} | grep -qx ${other}; then ${merge}; fi`
  return `${changes(id, line)}      \`\`\`scripted notice\n      - run: ${JSON.stringify(script)}\n      \`\`\`\n`
}

test("with forecast: pause, the later worker waits until the other worker's work is proven, and then builds on it without a conflict", async () => {
  const fleet = await aFleet(
    `policy: { idle_after: 1h, forecast: pause }\nworkers:\n${waits('early', 'later', 'left')}${waits('later', 'early', 'right')}`,
  )
  writeFileSync(join(fleet.repository, 'src', 'code.js'), CODE('  old'))
  fleet.git('add', '-A')
  fleet.git('commit', '-q', '-m', 'Some code')
  await fleet.launch()
  const { worker: second } = await fleet.eventually('health.changed', ({ matter }) => matter === 'conflict')
  const first = (second as string) === 'later' ? 'early' : 'later'
  const isWaiting = ({ workers }: StatusView) => workers[second]?.health === 'waiting'
  const { workers } = await until(fleet.status, isWaiting)
  expect(workers[second]?.reason).toBe(`waits until ${first} is proven, since both change src/code.js`)
  await fleet.run('tell', first, 'Go on.')
  const { message } = await fleet.eventually('message.queued', ({ facts }) => facts['problem']?.startsWith('The work of') === true)
  await fleet.eventually('message.submitted', event => event.message === message)
  await fleet.run('tell', second, 'Go on.')
  await fleet.eventually('project.finished', event => event.verified === 2)
  const told = fleet.events().flatMap(event => (event.kind === 'message.queued' && event.messageKind === 'notice' ? [event] : []))
  expect(told.map(({ worker }) => worker)).toEqual([second, second])
  expect(told.map(({ facts }) => facts['problem'])).toEqual([
    expect.stringContaining(`Wait: czar tells you when the work of ${first} is proven`),
    expect.stringContaining(`The work of ${first} is proven. Merge it into your branch first`),
  ])
  expect(fleet.events().filter(({ kind }) => kind === 'train.set_aside')).toEqual([])
  fleet.git('merge', '-q', 'omnibus/fleet')
  expect(readFileSync(join(fleet.repository, 'src', 'code.js'), 'utf8')).toBe(CODE('  left', '  right'))
})
