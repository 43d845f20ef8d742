import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, type Fleet } from '../../../support/a-fleet.ts'

const block = (kind: string, steps: readonly string[]) => `\`\`\`scripted${kind}\n${steps.map(step => `- ${step}\n`).join('')}\`\`\`\n\n`
const indent = (text: string, by: number) => text.replaceAll(/^(?=.)/gm, ' '.repeat(by))

/** The newest assignment of this worker, as its inbox names it. */
const ASSIGNMENT = (worker: string) => `$(czar inbox | grep -o '${worker}\\.[0-9]*' | tail -1)`
const CLAIM = `if sh tests/sum.sh; then czar report done --task ${ASSIGNMENT('sum-test')} 'all tests pass'; else czar report done --task ${ASSIGNMENT('sum-test')} 'without arguments it prints an error' --fails 'sh tests/sum.sh'; fi`

const SPEC = [
  'ack: "results/sum/spec.md says the behaviour and the criteria of sum"',
  'edit: { file: results/sum/spec.md, text: "# Behaviour\\n\\nIt adds.\\n" }',
  'commit: "spec"',
  'done: "spec written"',
]
const SPEC_REWORK = [
  `run: "printf '\\\\n## Criteria\\\\n\\\\n\\\\033[2JIt says 0 without any.\\\\n' >> results/sum/spec.md; git commit -qam more"`,
  'done: "complete"',
]
const BUILD = [
  'ack: "src/sum.sh adds its arguments as the spec says"',
  'edit: { file: src/sum.sh, text: "echo $(($1 + $2))\\n" }',
  'commit: "sum"',
  'done: "it adds"',
]
const MEND = [
  `run: "git merge -q --no-edit feat/sum-test; echo 'echo $((\${1:-0} + \${2:-0}))' > src/sum.sh; git commit -qam mended"`,
  'done: "and says 0 without any"',
]
const TEST = [
  'ack: "tests/sum.sh tests src/sum.sh, also without arguments"',
  `run: "git merge -q --no-edit feat/sum-implement; mkdir -p tests; echo 'test \\"$(sh src/sum.sh)\\" = 0' > tests/sum.sh; git add -A; git commit -qm tests; true"`,
  `run: ${JSON.stringify(CLAIM)}`,
  'idle',
]

/** A fleet with one task in three stages, and a task that waits for it. */
function configure(fleet: Fleet, mend = MEND): void {
  const stage = (head: string, text: string) => `  - ${head}\n    task: |\n${indent(text, 6)}`
  fleet.configure(`policy: { idle_after: 20s }
stages:
${stage('id: spec\n    role: specifier\n    owes: { file: "results/<task>/spec.md", headings: [Behaviour, Criteria] }', block('', SPEC) + block(' rework', SPEC_REWORK))}
${stage('id: implement\n    role: implementer\n    needs: [spec]', block('', BUILD) + block(' rework', mend) + block(' again', mend))}
${stage('id: test\n    role: tester\n    needs: [spec]\n    owns: ["tests/**"]\n    back_to: { stage: implement, times: 1 }', block('', TEST))}
workers:
  - id: sum
    owns: ["src/**"]
    accept: ["test \\"$(sh src/sum.sh 1 2)\\" = 3"]
    task: Write src/sum.sh.
  - id: docs
    stages: []
    depends_on: [sum]
    owns: ["docs/**"]
    task: |
      Write docs/sum.md.

${indent(block('', ['ack: "docs/sum.md describes sum"', 'edit: { file: docs/sum.md, text: "It adds.\\n" }', 'commit: "docs"', 'done: "written"']), 6)}`)
}

/** The brief of an assignment, as the agent got it. */
function briefOf(fleet: Fleet, assignment: string): string {
  const event = fleet
    .events()
    .findLast(found => found.kind === 'message.queued' && found.messageKind === 'brief' && found.assignment === assignment)
  return event?.kind === 'message.queued' ? readFileSync(join(fleet.projectDir, 'texts', `${event.message}.txt`), 'utf8') : ''
}

test('a task goes through its stages: an incomplete file is rejected, a shown fault goes back once, and all of it lands together', async () => {
  const fleet = await aFleet('')
  configure(fleet)
  expect((await fleet.run('validate', 'czar.yaml')).stdout).toContain(
    'sum-test: scripted on feat/sum-test, after sum-implement (sum: test 3/3',
  )
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  await fleet.eventually('project.finished', event => event.verified === 4)

  const events = fleet.events()
  const rejected = events.filter(event => event.kind === 'verification.finished' && event.verdict === 'rejected')
  expect(rejected).toMatchObject([{ worker: 'sum-spec', reasons: ['results/sum/spec.md has no heading "Criteria": write these parts.'] }])
  const returned = events.filter(event => event.kind === 'stage.returned')
  expect(returned).toMatchObject([{ worker: 'sum-implement', from: 'sum-test', round: 1 }])
  expect(returned[0]?.reasons.join(' ')).toContain('"without arguments it prints an error"')
  expect(events.filter(event => event.kind === 'attention.raised')).toEqual([])

  // The file of the first stage stands in the brief of the next, whole and without escape codes.
  expect(briefOf(fleet, 'sum-implement.1')).toContain('| ## Criteria\n| \n| It says 0 without any.\n')
  expect(briefOf(fleet, 'sum-test.2')).toContain('`sh tests/sum.sh` failed at commit')

  // Nothing was merged before the last stage was proven.
  const first = events.findIndex(event => event.kind === 'train.chained')
  const proven = events.findIndex(
    event => event.kind === 'verification.finished' && event.worker === 'sum-test' && event.verdict === 'verified',
  )
  expect(proven).toBeGreaterThan(0)
  expect(first).toBeGreaterThan(proven)
  expect(fleet.git('show', 'omnibus/fleet:src/sum.sh')).toContain(':-0')
  expect(fleet.git('show', 'omnibus/fleet:tests/sum.sh')).toContain('test')
  expect(fleet.git('show', 'omnibus/fleet:results/sum/spec.md')).toContain('Criteria')

  expect((await fleet.run('status')).stdout).toContain('sum: test 3/3, verified; work went back once')
  expect((await fleet.run('why', 'sum-spec')).stdout).toContain('its stage is sum: spec 1/3; the task is at sum: test 3/3, verified')
  expect((await fleet.run('summary')).stdout).toContain('sum: test 3/3, verified; work went back once')
})

test('if the fault stays, the test stage fails with its evidence, nothing is merged, and a person is called once', async () => {
  const fleet = await aFleet('')
  configure(fleet, ['run: "echo true >> src/sum.sh; git commit -qam tried"', 'done: "it adds, as it should"'])
  await fleet.launch()
  const { text } = await fleet.eventually('attention.raised', event => event.key === 'failed:sum-test')
  expect(text).toContain('implement had its work back 1 time, and `sh tests/sum.sh` fails at')
  expect(fleet.events().filter(event => event.kind === 'stage.returned')).toHaveLength(1)
  expect(fleet.events().some(({ kind }) => kind === 'train.chained')).toBe(false)
  expect(fleet.git('branch', '--list', 'omnibus/fleet')).toBe('')
})
