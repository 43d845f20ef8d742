import { mkdirSync, writeFileSync } from 'node:fs'
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
const FOUND = {
  path: 'src/words.js',
  line: 1,
  severity: 'major',
  claim: 'it has no limit',
  evidence: { command: 'grep -q limit src/words.js' },
}

interface Story {
  readonly accept: string
  readonly steps: readonly string[]
  readonly rework?: readonly string[]
  readonly review?: readonly string[]
}

function aWorkerOf(id: string, { accept, steps, rework = [], review = [] }: Story): string {
  const block = (kind: string, list: readonly string[]) =>
    list.length === 0 ? '' : `      \`\`\`scripted${kind}\n${list.map(step => `      - ${step}\n`).join('')}      \`\`\`\n\n`
  const blocks = [block('', steps), block(' rework', rework), block(' again', rework), block(' review', review)].join('')
  return `  - id: ${id}\n    accept: [${JSON.stringify(accept)}]\n    task: |\n      Work for ${id}.\n\n${blocks}`
}

const edit = (file: string, text: string) => `edit: { file: ${file}, text: ${JSON.stringify(text)} }`
const inTheList = (word: string) => `run: "sed -i 's/^c$/${word}/' src/list.txt"`

/**
 * What the worker does when its task is sent back. The first time, it repairs the reviewer's finding. The second time, it merges the work
 * that is already merged.
 */
const MEND = `if ! grep -q limit src/words.js; then
  echo '// limit' >> src/words.js
  git commit -qam 'Set a limit'
elif ! git merge -q --no-edit omnibus/fleet; then
  printf 'a\\nb\\nOTHER\\nBUSY\\nd\\n' > src/list.txt
  git add -A
  git commit -q --no-edit
fi
`

/**
 * A fleet in which the task of `busy` is partly the same as another task. It is sent back by a reviewer and because of a conflict, and each
 * time its agent dies.
 */
async function allAtOnce(): Promise<Fleet> {
  const fleet = await aFleet('')
  const { directory } = fleet
  const path = (name: string) => join(directory, name)
  writeFileSync(path('mend.sh'), MEND)
  writeFileSync(path('found.json'), JSON.stringify({ findings: [FOUND] }))
  writeFileSync(path('nothing.json'), '{ "findings": [] }')
  const dies = (name: string) => `run: "test -e ${path(name)} || { touch ${path(name)}; kill -9 $PPID; }"`
  const report = `$(test -f src/words.js && ! grep -q limit src/words.js && echo found || echo nothing).json`
  const review = [`run: "czar report review --file ${directory}/${report}"`, 'idle']
  const workers = [
    aWorkerOf('first', {
      accept: 'grep -qs slugify src/slug.js',
      steps: [
        'ack: "Write slugify"',
        edit('src/slug.js', SLUG),
        'commit: "Add slugify"',
        `run: "touch ${path('committed')}"`,
        'done: "it is there"',
      ],
      review,
    }),
    aWorkerOf('other', {
      accept: 'grep -q OTHER src/list.txt',
      steps: ['ack: "Write OTHER"', inTheList('OTHER'), 'commit: "OTHER"', 'done: "it is there"'],
      review,
    }),
    aWorkerOf('busy', {
      accept: 'grep -q BUSY src/list.txt',
      steps: [
        'ack: "Write BUSY, and slugify"',
        edit('src/words.js', SLUG.replaceAll('title', 'heading')),
        inTheList('BUSY'),
        'commit: "BUSY"',
        'done: "it is there"',
      ],
      rework: [
        dies('died-first'),
        `run: "sh ${path('mend.sh')}"`,
        `run: "git merge-base --is-ancestor omnibus/fleet HEAD && { test -e ${path('died-merged')} || { touch ${path('died-merged')}; kill -9 $PPID; }; }"`,
        'done: "both are there"',
      ],
      review,
    }),
  ]
  // This worker begins when the other worker has committed, so its work is the later one.
  workers[2] += `    setup: ["until test -e ${path('committed')}; do sleep 0.1; done"]\n`
  fleet.configure(
    `policy: { idle_after: 20s, restart: { backoff: 100ms..1s }, review: { by: scripted, verdict: gate }, merge: { land: when_finished } }\nworkers:\n${workers.join('')}`,
  )
  mkdirSync(join(fleet.repository, 'src'), { recursive: true })
  writeFileSync(join(fleet.repository, 'src', 'list.txt'), 'a\nb\nc\nd\n')
  fleet.git('add', '-A')
  fleet.git('commit', '-q', '-m', 'A list')
  fleet.git('checkout', '-q', '--detach')
  return fleet
}

test('a task that is partly a duplicate, is returned by a reviewer and by the train, and loses its agent twice lands without help', async () => {
  const fleet = await allAtOnce()
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('czar: ') })
  await fleet.eventually('project.finished', ({ verified }) => verified === 3)
  const { git } = fleet
  await until(fleet.status, ({ train }) => train?.landed.length === 3)
  const events = fleet.events()
  const of = (kind: string) => events.filter(event => event.kind === kind)
  expect(git('show', 'main:src/list.txt')).toBe('a\nb\nOTHER\nBUSY\nd')
  expect(git('show', 'main:src/words.js')).toContain('limit')
  expect(git('show', 'main:src/slug.js')).toContain('slugify')
  expect(of('duplicate.tried')).toMatchObject([{ task: 'busy', verdict: 'red' }])
  expect(of('review.returned')).toMatchObject([{ worker: 'busy' }])
  expect(of('agent.exited').filter(event => 'worker' in event && event.worker === 'busy').length).toBeGreaterThanOrEqual(2)
  expect(of('attention.raised')).toEqual([])
})
