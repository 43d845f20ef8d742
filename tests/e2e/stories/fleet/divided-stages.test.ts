import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, type Fleet } from '../../../support/a-fleet.ts'

const block = (kind: string, steps: readonly string[]) => `\`\`\`scripted${kind}\n${steps.map(step => `- ${step}\n`).join('')}\`\`\`\n\n`
const indent = (text: string, by: number) => text.replaceAll(/^(?=.)/gm, ' '.repeat(by))

/** A task of the list, whose worker writes one program. */
const task = (name: string, sign: string, over: object = {}) => ({
  id: name,
  title: `Write ${name}`,
  text: `Write src/${name}.sh.\n\n${block('', [
    `ack: "src/${name}.sh says the result"`,
    `edit: { file: src/${name}.sh, text: "echo $(($1 ${sign} $2))\\n" }`,
    `commit: "${name}"`,
    'done: "it calculates"',
  ])}`,
  owns: [`src/${name}.sh`],
  accept: [`test "$(sh src/${name}.sh 4 2)" = ${{ '+': 6, '*': 8, '-': 2 }[sign]}`],
  ...over,
})

/** Writes the list. Its step blocks are for other workers, so their marks are written as JSON escapes. */
const write = (list: object) =>
  `edit: { file: results/calc/split.json, text: ${JSON.stringify(JSON.stringify(list).replaceAll('`', '\\u0060'))} }`
/** Merges the proven work that `czar wait` names. */
const MERGE = `run: "czar wait > ../waited.txt; grep -o 'git merge.*' ../waited.txt | sh"`
const ASSIGNMENT = `$(czar inbox | grep -o 'calc-test\\.[0-9]*' | tail -1)`
const TESTED = `if sh src/all.sh; then czar report done --task ${ASSIGNMENT} 'it works'; else czar report done --task ${ASSIGNMENT} 'all.sh fails' --fails 'sh src/all.sh'; fi`

interface Scripts {
  readonly split: string
  readonly implement: string
}

/** A fleet in which one stage divides the work, several workers do it, and a test sends it back once. */
function configure(fleet: Fleet, { split, implement }: Scripts, { head = '', others = '' } = {}): void {
  const stage = (keys: string, text: string) => `  - ${keys}\n    task: |\n${indent(text, 6)}`
  fleet.configure(`${head}policy: { idle_after: 20s }
stages:
${stage('id: split\n    role: planner\n    owes: tasks\n    most_tasks: 3', split)}
${stage('id: implement\n    role: implementer\n    needs: [split]', implement)}
${stage('id: test\n    owns: ["src/all.sh"]\n    role: tester\n    back_to: { stage: implement }', block('', ['ack: "run all.sh"', 'run: "git merge -q --no-edit feat/calc-implement; true"', `run: ${JSON.stringify(TESTED)}`, 'idle']))}
workers:
  - id: calc
    owns: ["src/**"]
    task: Write src/add.sh, src/times.sh and src/minus.sh, and src/all.sh that shows that they work.
${others}`)
}

const TWO = { tasks: [task('add', '+'), task('times', '*')] }
/** The second task has no territory of its own, and no command proves the third task. */
const BAD = { tasks: [task('add', '+'), task('times', '*', { owns: ['src/*.sh'] }), task('minus', '-', { accept: [] })] }
const GOOD = { tasks: [...TWO.tasks, task('minus', '-', { depends_on: ['add'] })] }

const split = (first: object, then: object = first) =>
  block('', ['ack: "results/calc/split.json divides the work"', write(first), 'commit: "split"', 'done: "divided"']) +
  block(' rework', [write(then), 'commit: "better"', 'done: "divided better"'])

const ALL = `edit: { file: src/all.sh, text: "test $(sh src/add.sh 1 2)$(sh src/times.sh 2 3)$(sh src/minus.sh 5 1) = 364\\n" }`
const LAZY = `edit: { file: src/all.sh, text: "false\\n" }`
const implement = (...more: readonly string[]) =>
  block('', ['ack: "src/all.sh shows that the parts work together"', ...more, LAZY, 'commit: "together"', 'done: "together"']) +
  block(' rework', [ALL, 'commit: "mended"', 'done: "together again"']) +
  block(' again', [ALL, 'commit: "mended"', 'done: "together again"'])

test('a list is rejected with its places, then divided among workers, merged, sent back once by the test, and landed as one', async () => {
  const fleet = await aFleet('')
  configure(fleet, { split: split(BAD, GOOD), implement: implement(MERGE) }, { head: 'concurrency: 2\n' })
  expect((await fleet.run('validate', 'czar.yaml')).stdout).toMatch(
    /calc-split: .*delivers results\/calc\/split\.json with at most 3 tasks.*\n.*calc-implement: .*delivers a branch, divided by split/,
  )
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 6)

  const events = fleet.events()
  const rejected = events.filter(event => event.kind === 'verification.finished' && event.verdict === 'rejected')
  expect(rejected).toMatchObject([
    {
      worker: 'calc-split',
      reasons: [
        expect.stringMatching(/^results\/calc\/split\.json: tasks\[1\]\.owns: "src\/\*\.sh" overlaps "src\/add\.sh" of "add"/),
        expect.stringMatching(/tasks\[2\]\.owns: .*of "times"/),
        expect.stringMatching(/tasks\[2\]\.accept: give a command/),
      ],
    },
  ])
  expect(events.filter(({ kind }) => kind === 'worker.added')).toHaveLength(3)
  expect(events.filter(({ kind }) => kind === 'stage.returned')).toHaveLength(1)
  expect(events.filter(({ kind }) => kind === 'attention.raised')).toEqual([])
  const begun = (id: string) => events.findIndex(event => event.kind === 'worktree.ready' && (event.worker as string) === id)
  const proven = (id: string) =>
    events.findIndex(event => event.kind === 'verification.finished' && (event.worker as string) === id && event.verdict === 'verified')
  expect(begun('calc-minus')).toBeGreaterThan(proven('calc-add'))
  expect(proven('calc-implement')).toBeGreaterThan(proven('calc-minus'))
  // One train carries all of the work, and the parts land with the stage.
  expect(fleet.git('ls-tree', '-r', '--name-only', 'omnibus/fleet', 'src')).toBe('src/add.sh\nsrc/all.sh\nsrc/minus.sh\nsrc/times.sh')
  const brief = events.findLast(
    event => event.kind === 'message.queued' && event.messageKind === 'brief' && event.assignment === 'calc-times.1',
  )
  const text = brief?.kind === 'message.queued' ? readFileSync(join(fleet.projectDir, 'texts', `${brief.message}.txt`), 'utf8') : ''
  expect(text).toContain('This is the task times of `results/calc/split.json`')
  expect(text).not.toContain('Write src/minus.sh')
  expect((await fleet.run('why', 'calc-add')).stdout).toContain('works on a part of the task of calc-implement')
})

test('when the stage is stopped and begins again, its workers come back with what they had committed', async () => {
  const fleet = await aFleet('')
  const go = join(fleet.directory, 'go')
  const held = (name: string, sign: string) => {
    const { text, ...rest } = task(name, sign)
    return { ...rest, text: text.replace('- done:', `- run: "until test -e ${go}; do sleep 0.1; done"\n- done:`) }
  }
  const both = 'edit: { file: src/all.sh, text: "test $(sh src/add.sh 1 2)$(sh src/times.sh 2 3) = 36\\n" }'
  const merged = [MERGE, both, 'commit: "together"', 'done: "together"']
  const begun = block('', ['ack: "src/all.sh shows that the parts work together"', ...merged]) + block(' again', merged)
  // Without a worker that is still at work, the czar would end when the stage is stopped.
  const wait = ['ack: "docs/note.txt"', `run: "until test -e ${go}; do sleep 0.1; done"`]
  const rest = ['edit: { file: docs/note.txt, text: "a note" }', 'commit: "note"', 'done: "it is there"']
  const others = `  - id: other\n    owns: ["docs/**"]\n    stages: []\n    task: |\n${indent(block('', [...wait, ...rest]), 6)}`
  configure(fleet, { split: split({ tasks: [held('add', '+'), held('times', '*')] }), implement: begun }, { others })
  expect((await fleet.launch()).code).toBe(0)
  const committed = () => fleet.git('branch', '--list', 'feat/calc-*', '--format=%(refname:short) %(contents:subject)')
  await expect.poll(committed, { timeout: 60_000 }).toMatch(/calc-add add\n.*calc-times times/s)
  expect((await fleet.run('stop', 'calc-implement')).code).toBe(0)
  for (const name of ['calc-add', 'calc-times']) {
    await fleet.eventually('worker.removed', ({ worker }) => (worker as string) === name)
    await fleet.eventually('agent.ended', ({ worker }) => (worker as string) === name)
  }
  writeFileSync(go, '')
  expect(await fleet.run('restart', 'calc-implement')).toMatchObject({ code: 0, stderr: '' })
  await fleet.eventually('verification.finished', event => (event.worker as string) === 'calc-implement' && event.verdict === 'verified')
  const events = fleet.events()
  expect(events.flatMap(event => (event.kind === 'worker.added' ? [event.worker as string] : []))).toEqual([
    ...['calc-add', 'calc-times'],
    ...['calc-add', 'calc-times'],
  ])
  const commits = fleet.git('log', '--format=%s', '--no-merges', 'main..feat/calc-implement').split('\n')
  expect(commits.filter(line => line === 'add')).toHaveLength(1)
})

test('a claim of the stage without the work of its tasks is rejected, and a czar that is killed adds no worker twice', async () => {
  const fleet = await aFleet('', { watchdog: true })
  configure(fleet, { split: split(TWO), implement: implement() })
  await fleet.launch()
  await fleet.eventually('worker.added')
  fleet.killCzar()
  const { reasons } = await fleet.eventually(
    'verification.finished',
    ({ worker, verdict }) => (worker as string) === 'calc-implement' && verdict === 'rejected',
  )
  expect(reasons.join(' ')).toMatch(/calc-(?:add|times) still works on a part of your task|The proven work of calc-/)
  expect(fleet.events().filter(({ kind }) => kind === 'worker.added')).toHaveLength(2)
})
