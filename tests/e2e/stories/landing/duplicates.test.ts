import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, type Fleet } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

const SLUG = `export function slugify(title) {
  const plain = title.normalize('NFKD').replace(/[^\\w\\s-]/g, '')
  const words = plain.trim().toLowerCase().split(/\\s+/)
  const short = words.filter(word => word.length > 0).slice(0, 8)
  if (short.length === 0) throw new RangeError('a title needs a word')
  return short.join('-')
}
`
/** The same function with other names and an added comment. */
const OTHER_SLUG = SLUG.replaceAll('title', 'heading').replaceAll('plain', 'ascii').replace('const words', '// the parts\n  const words')

interface Author {
  readonly accept: string
  readonly file: string
  readonly text: string
  /** The worker's steps between its commit and its claim. */
  readonly before?: readonly string[]
}

function anAuthor(id: string, { accept, file, text, before = [] }: Author): string {
  const steps = [
    `ack: "Write slugify"`,
    `edit: { file: ${file}, text: ${JSON.stringify(text)} }`,
    `commit: "slugify of ${id}"`,
    ...before,
    'done: "it is there"',
  ]
  const block = `      \`\`\`scripted\n${steps.map(step => `      - ${step}\n`).join('')}      \`\`\`\n`
  return `  - id: ${id}\n    accept: [${JSON.stringify(accept)}]\n    task: |\n      Write a function for ${id}.\n\n${block}`
}

const ANY = 'grep -rqs "export function slugify" src'

/**
 * The first worker commits, and then works until the file exists. The second worker begins after the first has
 * committed.
 */
async function twoAuthors(accept: (directory: string) => string, policy = ''): Promise<Fleet & { readonly letFirstGo: () => void }> {
  const fleet = await aFleet('workers: []\n')
  const go = join(fleet.directory, 'go')
  const hasCommitted = join(fleet.directory, 'committed')
  const workers = [
    anAuthor('first', {
      accept: ANY,
      file: 'src/slug.js',
      text: SLUG,
      before: [`run: "touch ${hasCommitted}; until test -e ${go}; do sleep 0.1; done"`],
    }),
    `${anAuthor('second', { accept: accept(fleet.directory), file: 'src/text.js', text: OTHER_SLUG })}    setup: ["until test -e ${hasCommitted}; do sleep 0.1; done"]\n`,
  ]
  fleet.configure(`policy: { idle_after: 60s${policy} }\nworkers:\n${workers.join('')}`)
  return { ...fleet, letFirstGo: () => writeFileSync(go, '') }
}

const isIn = ({ git }: Fleet, file: string) => git('ls-tree', '-r', '--name-only', 'omnibus/fleet').split('\n').includes(file)
const noticesTo = (fleet: Fleet, id: string) =>
  fleet
    .events()
    .flatMap(event =>
      event.kind === 'message.queued' && event.worker === id && event.messageKind === 'notice' ? [event.facts['problem']] : [],
    )

test('two workers write the same function: the later task is proven by the earlier work, nothing lands twice, no agent is ended', async () => {
  const fleet = await twoAuthors(() => ANY)
  await fleet.launch()
  const found = await fleet.eventually('duplicate.found')
  expect(found).toMatchObject({ task: 'second', earlier: { task: 'first', worker: 'first' } })
  expect(found.facts.map(({ kind, name }) => `${kind} ${name}`)).toContain('symbol slugify')
  expect((await fleet.eventually('duplicate.tried')).verdict).toBe('green')
  await fleet.eventually('duplicate.proved')
  const { tasks, workers, duplicates } = await until(fleet.status, ({ tasks }) => tasks.some(({ state }) => state === 'verified'))
  expect(tasks.find(({ id }) => id === 'second')).toMatchObject({
    state: 'verified',
    verified_commit: found.earlier.commit,
    proven_by: 'first',
  })
  expect(workers['second']?.assignment).toBeNull()
  expect(duplicates).toMatchObject([{ task: 'second', of: 'first', verdict: 'green', is_proof: true }])
  fleet.letFirstGo()
  await fleet.eventually('project.finished', ({ verified }) => verified === 2)

  expect([isIn(fleet, 'src/slug.js'), isIn(fleet, 'src/text.js')]).toEqual([true, false])
  expect(fleet.git('show', 'feat/second:src/text.js')).toContain('heading')
  expect(noticesTo(fleet, 'first')).toEqual([expect.stringContaining('Worker second has the same work as you')])
  expect(noticesTo(fleet, 'second')).toEqual([expect.stringContaining('Your task is done already')])
  expect(noticesTo(fleet, 'second').join()).not.toContain('it is there')
  const ended = fleet.events().filter(event => event.kind === 'agent.ended' || event.kind === 'agent.exited')
  expect(ended.filter(({ kind }) => kind === 'agent.ended').length).toBe(2)
  const proof = fleet.events().find(({ kind }) => kind === 'duplicate.proved')?.seq ?? 0
  expect(ended.every(({ seq }) => seq > proof)).toBe(true)
  const summary = await fleet.run('summary')
  expect(summary.stdout).toMatch(/Set aside: `second` is proven by first \(commit [0-9a-f]{8}\), which does the same/)
  expect((await fleet.run('status')).stdout).toContain('proven by the work of first')
  expect((await fleet.run('merge')).stdout).toContain('second')
  expect(fleet.events().filter(({ kind }) => kind === 'attention.raised')).toEqual([])
})

test('if the earlier work does not do the later task, its worker is told and continues, and both land', async () => {
  const fleet = await twoAuthors(() => 'grep -qs "export function slugify" src/text.js')
  await fleet.launch()
  expect((await fleet.eventually('duplicate.tried')).verdict).toBe('red')
  await fleet.eventually('verification.finished', ({ worker, verdict }) => worker === 'second' && verdict === 'verified')
  expect(noticesTo(fleet, 'second')).toEqual([
    expect.stringMatching(/^Worker first has the same work as you, .*`slugify`.*go on with what is left/),
  ])
  fleet.letFirstGo()
  await fleet.eventually('project.finished', ({ verified }) => verified === 2)
  expect([isIn(fleet, 'src/slug.js'), isIn(fleet, 'src/text.js')]).toEqual([true, true])
  expect(fleet.events().filter(({ kind }) => kind === 'duplicate.proved')).toEqual([])
  const twice =
    /second and first \(commit [0-9a-f]{8}\) have the same work, and both land: .*The accept commands of second fail on the earlier work/
  expect((await fleet.run('status')).stdout).toMatch(twice)
  expect((await fleet.run('summary')).stdout).toMatch(twice)
})

test('commands that passed before anybody worked prove no duplicate, and with "tell" no worker waits', async () => {
  const fleet = await twoAuthors(() => 'test -e README.md')
  await fleet.launch()
  expect((await fleet.eventually('duplicate.tried')).verdict).toBe('idle')
  await fleet.eventually('verification.finished', ({ worker, verdict }) => worker === 'second' && verdict === 'verified')
  fleet.letFirstGo()
  await fleet.eventually('project.finished')

  const told = await twoAuthors(() => ANY, ', duplicates: tell')
  await told.launch()
  await told.eventually('duplicate.found')
  await told.eventually('verification.finished', ({ worker, verdict }) => worker === 'second' && verdict === 'verified')
  told.letFirstGo()
  await told.eventually('project.finished', ({ verified }) => verified === 2)
  expect(told.events().filter(({ kind }) => kind === 'duplicate.tried')).toEqual([])
})

test('after a kill -9 while the earlier work is tried, the next czar tries it once more, and it proves the task', async () => {
  const fleet = await twoAuthors(directory => `while test -e ${directory}/hold; do sleep 0.1; done; ${ANY}`)
  const hold = join(fleet.directory, 'hold')
  writeFileSync(hold, '')
  await fleet.launch()
  await fleet.eventually('check.started', ({ effect }) => effect.startsWith('settle_duplicate:'))
  fleet.killCzar()
  rmSync(hold)
  await fleet.launch()
  await fleet.eventually('duplicate.proved')
  fleet.letFirstGo()
  await fleet.eventually('project.finished', ({ verified }) => verified === 2)
})

test('two workers with the same uncommitted work are both told, and the duplicate is settled after the commit', async () => {
  const fleet = await aFleet('workers: []\n')
  const go = join(fleet.directory, 'go')
  const written = join(fleet.directory, 'written')
  const worker = (id: string, file: string, text: string, setup: string) => {
    const steps = [
      'ack: "Write slugify"',
      `edit: { file: ${file}, text: ${JSON.stringify(text)} }`,
      `run: "touch ${written}; until test -e ${go}; do sleep 0.1; done"`,
      `commit: "slugify of ${id}"`,
      'done: "it is there"',
    ]
    return `  - id: ${id}\n    accept: [${JSON.stringify(ANY)}]\n    setup: ["${setup}"]\n    task: |\n      Write a function for ${id}.\n\n      \`\`\`scripted\n${steps.map(step => `      - ${step}\n`).join('')}      \`\`\`\n`
  }
  const second = worker('second', 'src/text.js', OTHER_SLUG, `until test -e ${written}; do sleep 0.1; done`)
  fleet.configure(`policy: { idle_after: 60s }\nworkers:\n${worker('first', 'src/slug.js', SLUG, 'true')}${second}`)
  await fleet.launch()
  const found = await fleet.eventually('duplicate.found')
  expect(found).toMatchObject({ task: 'second', isUncommitted: true, earlier: { task: 'first', isUncommitted: true } })
  expect(fleet.git('log', '--all', '--format=%s')).not.toContain('slugify of')
  for (const id of ['first', 'second'])
    await fleet.eventually('message.queued', ({ worker, messageKind }) => worker === id && messageKind === 'notice')
  expect(noticesTo(fleet, 'second')).toEqual([expect.stringContaining('Worker first has the same work as you, which is not committed yet')])
  expect(noticesTo(fleet, 'first')).toEqual([expect.stringContaining('Yours was first: go on.')])
  const { workers } = await until(fleet.status, ({ workers }) => (workers['second']?.in_common ?? []).length > 0)
  expect(workers['second']?.in_common).toMatchObject([{ fact: 'same', worker: 'first', task: 'first' }])
  writeFileSync(go, '')
  await fleet.eventually('project.finished', ({ verified }) => verified === 2)
  expect(fleet.events().filter(({ kind }) => kind === 'duplicate.proved')).toHaveLength(1)
  expect([isIn(fleet, 'src/slug.js'), isIn(fleet, 'src/text.js')]).toEqual([true, false])
})

test('two proven tasks are compared: the later one is proven by the earlier work and does not land', async () => {
  const fleet = await aFleet('workers: []\n')
  const stalls = '  - id: third\n    task: |\n      Wait.\n\n      ```scripted\n      - ack: "Wait"\n      - stall: forever\n      ```\n'
  const authors = [
    anAuthor('first', { accept: ANY, file: 'src/slug.js', text: SLUG }),
    anAuthor('second', { accept: ANY, file: 'src/text.js', text: OTHER_SLUG }),
  ]
  const file = (duplicates: string) =>
    `policy: { idle_after: 60s, duplicates: ${duplicates}, merge: { mode: branches } }\nworkers:\n${authors.join('')}${stalls}`
  fleet.configure(file('off'))
  await fleet.launch()
  await until(fleet.status, ({ tasks }) => tasks.filter(({ state }) => state === 'verified').length === 2)
  await fleet.run('stop')
  fleet.configure(file('settle'))
  await fleet.launch()
  const { task, earlier } = await fleet.eventually('duplicate.proved')
  const { tasks } = await until(fleet.status, ({ tasks }) => tasks.some(({ proven_by }) => proven_by !== null))
  expect(tasks.find(({ id }) => id === task)).toMatchObject({ state: 'verified', proven_by: earlier.task, attempts: 1 })
})
