import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planYaml, taskFileOf } from '../../src/config/plan-yaml.ts'
import type { FleetPlan } from '../../src/core/plan/fleet-plan.ts'
import { planOf } from '../core/plan/plans.ts'
import { parse } from './parse-support.ts'

const HEAD = { project: 'shop', repo: './repo', base: 'main', agent: 'claude', schema: 'x.json', madeFrom: 'plan.md' }

function projectOf(plan: FleetPlan) {
  const files = Object.fromEntries(plan.tasks.map(({ id, text }) => [`/home/me/fleet/${taskFileOf(id)}`, text]))
  return parse(planYaml(plan, HEAD), { files, context: { roles: ['implementer', 'documenter'] } })
}

/** Lines as people write them, in any order. Many make no sense together. */
const line = fc.oneof(
  fc.constantFrom(
    '# Plan',
    '## Tasks',
    '## Background',
    '### 1. Models',
    '### API',
    '## Phase 2',
    '',
    '---',
    '```sh',
    '```',
    '| a | b |',
    '\t',
  ),
  fc.constantFrom(
    '- [ ] Build it',
    '- [x] Done',
    '1. One',
    '2. Two',
    '  - owns: src/**',
    '  - after: Models',
    '* `id`: text',
    '- [ ] **All**',
    '> quote',
  ),
  fc.constantFrom(
    'depends on: 1, API',
    'after everything above',
    'owns: src/a.ts, docs/',
    'owns: ../x, {a,b',
    'files: `src/[a`',
    'blocked by: #2',
  ),
  fc.constantFrom(
    'accept: `npm test`',
    'Acceptance criteria:',
    'done when: it works',
    'role: documenter',
    'id: api',
    '"quoted": \'x\' # no comment: - {',
    'x: [y',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
)

/** Plans that consist only of characters that czar removes from a task. */
const NOTHING_SAID = ['\u001b[31m', '\u0007', '\u0000 \u007f', '\u001b', '\u009b', '\ufeff', '\u001b]8;;x\u0007', '# \u001b[0m', '- \u0007']

test.each(NOTHING_SAID)('a plan of nothing but %j makes no empty task', text => {
  expect(planOf(text).tasks.filter(task => task.text.replace(/^\ufeff/, '').trim() === '')).toEqual([])
})

test('whatever a plan holds, its file passes the checks', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 25 }), lines => {
      const plan = planOf(lines.join('\n'))
      if (plan.tasks.length === 0) return
      const project = projectOf(plan)
      expect([...project.workers, ...project.bonus].map(({ id }) => id).toSorted()).toEqual(plan.tasks.map(({ id }) => id).toSorted())
    }),
    { numRuns: 200, examples: NOTHING_SAID.map(text => [[text]]) },
  )
})

test('a comment cannot break out of its line, and a value keeps its characters', () => {
  const plan = planOf('## Title: "x"\\n# - id: y\nowns: src/a.ts\naccept: `test "a # b" = \'c: d\'`\n')
  const [worker] = projectOf(plan).workers
  expect(worker).toMatchObject({ owns: ['src/a.ts'], accept: ['test "a # b" = \'c: d\''] })
})

test('what is unsure stands above its task, and a bonus task prefers the worker before it', () => {
  const text = planYaml(planOf('## A\nowns: src/**\n## B\nowns: src/b.ts\n'), HEAD)
  expect(text).toContain('  # A\n  # unsure: no command proves its work\n  - id: a\n    owns: ["src/**"]\n    # accept: ["npm test"]\n')
  expect(text).toContain('    prefers: { workers: ["a"] }\n    after: ["a"]\n')
})

test('the commands that prepare a worktree stand at every worker, and not at a bonus task, which is done in a prepared one', () => {
  const plan = { ...planOf('## A\nowns: src/**\n## B\nowns: src/b.ts\n## C\nowns: docs/**\n'), setup: ['npm ci', 'sh -c \'echo "#1"\''] }
  const { workers, bonus } = projectOf(plan)
  expect(workers.map(({ setup }) => setup)).toEqual([plan.setup, plan.setup])
  expect(bonus).toHaveLength(1)
})
