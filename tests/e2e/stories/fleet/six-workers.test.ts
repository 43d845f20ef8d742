import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, type Fleet } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'
import { aWorkerOf, type WorkerStory } from '../../support/a-worker-of.ts'

/** Steps that merge the named commit, keep the lines of both tasks, and claim again. */
const merging = (then: string) => [
  `run: ${JSON.stringify(`git merge -q omnibus/fleet; ${then}; git add -A; git commit -qm 'Both sides'`)}`,
  'done: "both are there"',
]

/** Two workers change the line `c`, so the later one is sent back. */
const inTheList = (word: string): WorkerStory => ({
  accept: `grep -q ${word} src/list.txt`,
  steps: [
    `ack: "Write ${word} into src/list.txt"`,
    `run: "sed -i 's/^c$/${word}/' src/list.txt"`,
    `commit: "${word} in the list"`,
    'done: "it is there"',
  ],
  rework: merging("printf 'a\\nb\\nLEFT\\nRIGHT\\nd\\n' > src/list.txt"),
})

const SLUG = `export function slugify(title) {
  const plain = title.normalize('NFKD').replace(/[^\\w\\s-]/g, '')
  const words = plain.trim().toLowerCase().split(/\\s+/)
  const short = words.filter(word => word.length > 0).slice(0, 8)
  if (short.length === 0) throw new RangeError('a title needs a word')
  return short.join('-')
}
`

/** Two workers write the same function, each in a file of its own and with names of its own. */
const slugify = (file: string, text: string): WorkerStory => ({
  accept: 'grep -rqs "export function slugify" src',
  steps: ['ack: "Write slugify"', `edit: { file: ${file}, text: ${JSON.stringify(text)} }`, 'commit: "Add slugify"', 'done: "it is there"'],
})

/**
 * The six workers. `fine` changes the name in the configuration, and `breaks` expects the old name. The accept command of each passes
 * without the work of the other.
 */
const WORKERS = [
  aWorkerOf('fine', {
    accept: 'grep -q name=new src/config',
    steps: ['ack: "src/config gets the new name"', 'run: "sed -i s/old/new/ src/config"', 'commit: "New name"', 'done: "it is new"'],
    rework: merging('cp src/config src/expected'),
  }),
  aWorkerOf('breaks', {
    accept: 'cmp src/config src/expected',
    steps: ['ack: "src/expected is like src/config"', 'run: "cp src/config src/expected"', 'commit: "Expect it"', 'done: "they agree"'],
    rework: merging('cp src/config src/expected'),
  }),
  aWorkerOf('left', inTheList('LEFT')),
  aWorkerOf('right', inTheList('RIGHT')),
  aWorkerOf('slug', slugify('src/slug.js', SLUG)),
  aWorkerOf('words', slugify('src/words.js', SLUG.replaceAll('title', 'heading').replaceAll('plain', 'ascii'))),
]

/** Starts six workers at the same time. Base is not checked out anywhere, so the czar can move it. */
async function sixWorkers({ watchdog = false } = {}): Promise<Fleet> {
  const fleet = await aFleet(`policy: { idle_after: 20s, merge: { land: when_finished } }\nworkers:\n${WORKERS.join('')}`, { watchdog })
  mkdirSync(join(fleet.repository, 'src'), { recursive: true })
  writeFileSync(join(fleet.repository, 'src', 'list.txt'), 'a\nb\nc\nd\n')
  writeFileSync(join(fleet.repository, 'src', 'config'), 'name=old\n')
  fleet.git('add', '-A')
  fleet.git('commit', '-q', '-m', 'A list and a configuration')
  fleet.git('checkout', '-q', '--detach')
  writeFileSync(join(fleet.repository, 'notes.txt'), 'not committed')
  return fleet
}

const kinds = (fleet: Fleet, kind: string) => fleet.events().filter(event => event.kind === kind)

/** Checks that one tree is on base, that it has the lines of all six tasks, and that no person was asked. */
async function expectOneLandedTree(fleet: Fleet): Promise<void> {
  const { git } = fleet
  const { tasks, train } = await until(fleet.status, ({ train }) => train?.landed.length === 6)
  expect(tasks.map(({ state }) => state)).toEqual(Array(6).fill('verified'))
  expect(git('rev-parse', 'main')).toBe(git('rev-parse', 'omnibus/fleet'))
  expect(kinds(fleet, 'train.landed')).toHaveLength(1)

  expect(git('show', 'main:src/list.txt')).toBe('a\nb\nLEFT\nRIGHT\nd')
  expect(git('show', 'main:src/config')).toBe('name=new')
  expect(git('show', 'main:src/expected')).toBe('name=new')
  const twins = ['slug', 'words'].map(id => tasks.find(task => task.id === id))
  const [writer, other] = twins[0]?.proven_by == null ? twins : [...twins].reverse()
  expect([writer?.proven_by, other?.proven_by]).toEqual([null, writer?.id])
  expect(train?.aside).toMatchObject([{ task: other?.id, because: 'duplicate', beside: [writer?.id] }])
  const written = git('ls-tree', '-r', '--name-only', 'main', 'src/').split('\n')
  expect(written).toEqual(['src/config', 'src/expected', 'src/list.txt', `src/${writer?.id}.js`])
  expect(git('show', `main:src/${writer?.id}.js`)).toContain('export function slugify')

  expect(fleet.events().filter(({ kind }) => kind === 'attention.raised' || kind.startsWith('person.'))).toEqual([])
  expect(git('status', '--porcelain')).toBe('?? notes.txt')
  expect((await fleet.run('summary')).stdout).toContain('The tested tree landed: main is at')
}

test("of six workers two conflict, two write the same, one breaks another's build: one tested tree lands without help", async () => {
  const fleet = await sixWorkers()
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('czar: ') })
  await fleet.eventually('project.finished', ({ verified }) => verified === 6)
  await expectOneLandedTree(fleet)
  // In the test with kill -9, a worker may begin so late that it starts from the other worker's merged work. In that case no work is sent
  // back.
  const aside = fleet.events().flatMap(event => (event.kind === 'train.set_aside' ? [event.because] : []))
  expect(aside.sort()).toEqual(['conflict', 'red'])
  expect((await fleet.run('clean')).code).toBe(0)
})

/**
 * The actions in progress that run commands. If the czar dies twice during such an action, the action is not repeated. So the second kill
 * must wait until there is none.
 */
function checksUnderWay(fleet: Fleet): readonly string[] {
  const running = new Set<string>()
  for (const event of fleet.events()) {
    if (event.kind === 'effect.intended' && /^(?:verify|settle_duplicate|test_train)$/.test(event.action)) running.add(event.effect)
    if (event.kind === 'effect.done' || event.kind === 'effect.failed') running.delete(event.effect)
  }
  return [...running]
}

test("the same six workers, with kill -9 during a tree's test and after it: the czar is started again by itself, and the same tree lands", async () => {
  const fleet = await sixWorkers({ watchdog: true })
  await fleet.launch()
  await fleet.eventually('check.started', ({ effect }) => effect.startsWith('test_train:'))
  fleet.killCzar()
  await until(() => kinds(fleet, 'czar.started').length === 2)
  const seen = fleet.events().length
  await fleet.eventually('train.advanced', ({ seq }) => seq > seen)
  await until(() => checksUnderWay(fleet).length === 0)
  fleet.killCzar()
  await fleet.eventually('project.finished', ({ verified }) => verified === 6)
  expect(kinds(fleet, 'czar.started')).toHaveLength(3)
  await expectOneLandedTree(fleet)
})
