import { expect, test } from 'vitest'
import { aFleet, type Fleet } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

/** A worker that writes src/ID.txt. */
function aWorkerOf(id: string, accept: readonly string[]): string {
  const steps = [`ack: "Write src/${id}.txt"`, `edit: { file: src/${id}.txt, text: "${id}\\n" }`, `commit: "${id}"`, 'done: "it is there"']
  return `  - id: ${id}\n    accept: ${JSON.stringify(accept)}\n    task: |\n      Work for ${id}.\n      \`\`\`scripted\n${steps.map(step => `      - ${step}\n`).join('')}      \`\`\`\n`
}

/** A worker that never ends, so that the fleet is not over. */
const STALLED = '  - id: stalled\n    task: |\n      Wait.\n      ```scripted\n      - stall: forever\n      ```\n'
const ONE = aWorkerOf('one', ['test -f src/one.txt'])

function configure(fleet: Fleet, { two, merge = '' }: { readonly two: readonly string[]; readonly merge?: string }): void {
  fleet.configure(`policy: { idle_after: 60s, stuck_after: 60s${merge} }\nworkers:\n${ONE}${aWorkerOf('two', two)}${STALLED}`)
}

const tested = ({ train }: ReturnType<Fleet['status']>) => train?.tested.map(({ task }) => task as string).toSorted()

async function aTestedTrain(): Promise<Fleet> {
  const fleet = await aFleet('workers: []\n')
  configure(fleet, { two: ['test -f src/two.txt'] })
  fleet.git('checkout', '-q', '--detach')
  await fleet.launch()
  await until(fleet.status, view => tested(view)?.join() === 'one,two', { timeoutMs: 60_000, what: 'both are tested as one tree' })
  return fleet
}

test('a new accept command that passes on the work alone but not on the merged tree keeps the work from landing', async () => {
  const fleet = await aTestedTrain()
  configure(fleet, { two: ['test -f src/two.txt', '! test -f src/one.txt'] })
  expect((await fleet.run('reload')).code).toBe(0)
  const aside = await fleet.eventually('train.set_aside')
  expect(aside).toMatchObject({ task: 'two', because: 'red' })
  await until(fleet.status, view => tested(view)?.join() === 'one', { timeoutMs: 60_000, what: 'only one is on the tested tree' })
  expect((await fleet.run('land')).stdout).toContain('main has 1 task')
  expect(fleet.git('ls-tree', '--name-only', 'main:src')).toBe('one.txt')
})

test('new commands for the whole tree run on the tree that is tested already, and only then it lands', async () => {
  const fleet = await aTestedTrain()
  const runs = () => fleet.events().filter(({ kind }) => kind === 'train.tested')
  const before = runs().length
  const tip = fleet.git('rev-parse', 'omnibus/fleet')
  configure(fleet, { two: ['test -f src/two.txt'], merge: ', merge: { test: ["test -f src/one.txt && test -f src/two.txt"] }' })
  expect((await fleet.run('reload')).code).toBe(0)
  await until(runs, events => events.length > before, { timeoutMs: 60_000, what: 'the tree is tested again' })
  await until(fleet.status, view => tested(view)?.join() === 'one,two', { timeoutMs: 60_000 })
  expect(fleet.git('rev-parse', 'omnibus/fleet')).toBe(tip)
  expect((await fleet.run('land')).stdout).toContain('main has 2 tasks')
})

test('a command that the file names since the test must run before a person can land the tree, also if czar was stopped', async () => {
  const fleet = await aTestedTrain()
  configure(fleet, { two: ['test -f src/two.txt'], merge: ', merge: { test: ["sleep 300"] }' })
  expect((await fleet.run('reload')).code).toBe(0)
  await fleet.eventually('check.started', ({ command }) => command === 'sleep 300')
  expect((await fleet.run('stop')).code).toBe(0)
  const refused = await fleet.run('land')
  expect(refused.code).toBe(3)
  expect(refused.stderr).toContain('nothing can land')
  expect(fleet.git('ls-tree', '--name-only', 'main')).not.toContain('src')
})
