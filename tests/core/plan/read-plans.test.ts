import { expect, test } from 'vitest'
import { doubtsOf, linesOf, planOf } from './plans.ts'

const PROVEN = 'owns: src/x/**\naccept: `npm test`'

test('each heading without headings below it is a task, and each task gets the parts about the whole plan', () => {
  const plan = planOf(`---
owner: someone
---
# Search

Keep it fast.

## Background
The shop has 10,000 articles, see #7.

## Phase 1: Backend
All in TypeScript.

### 1. Index documents
Build the index.

**Owns:** \`src/index/**\`, tests/index
**Accept:** \`npm test -- index\`, \`npm run typecheck\`

### 2. Query API (depends on: 1)
Files:
- \`src/api\` (new)
- src/query.ts

Acceptance criteria:
- [ ] \`npm test -- api\` passes
- [ ] It answers in 100 ms

#### Notes
- take care

## Phase 2: Frontend
### Task 3 — Search box
Depends on Query API and task 1
Owns: web/**
Verify:
\`\`\`sh
$ npm test -- web
# a comment
npx playwright test
\`\`\`
`)
  expect(linesOf(plan)).toEqual([
    'index_documents | owns src/index/** tests/index/** | npm test -- index; npm run typecheck',
    'query_api | after index_documents | owns src/api/** src/query.ts | npm test -- api',
    'search_box | after query_api index_documents | owns web/** | npm test -- web; npx playwright test',
  ])
  expect(doubtsOf(plan)).toEqual([])
  const [index, query] = plan.tasks
  expect(index?.text).toContain('# Index documents\n\nBuild the index.')
  expect(index?.text).toContain('All in TypeScript.')
  expect(index?.text).toContain('Keep it fast.')
  expect(index?.text).not.toContain('take care')
  expect(query?.text).toContain('#### Notes\n- take care')
  // A number in the words about the whole plan must not close an issue.
  expect(index?.text).toContain('see no. 7')
})

test('check boxes are tasks, done ones are left out, and a nested list says more about its task', () => {
  const plan = planOf(`# TODO

- [x] Set up the repository
- [ ] **Models**: build the models
  - owns: src/models/**
  - accept: \`npm test -- models\`
- [ ] \`http\`: the HTTP interface (after: Models)
  - owns: src/api/
  - accept: make test
`)
  expect(linesOf(plan)).toEqual(['models | owns src/models/** | npm test -- models', 'http | after models | owns src/api/** | make test'])
  expect(doubtsOf(plan)).toEqual(['plan:- 1 checked item of the plan is done already and left out'])
  expect(plan.tasks[0]?.text).toContain('**Models**: build the models\n- owns: src/models/**')
})

test('check boxes grouped by headings are tasks; those of a described task are its criteria', () => {
  const grouped = planOf('## Backend\n- [ ] Index documents\n- [ ] Query API\n\n## Frontend\n- [ ] Search box\n')
  expect(grouped.tasks.map(({ id }) => id)).toEqual(['index_documents', 'query_api', 'search_box'])
  const described = planOf('## Index documents\nBuild the index.\n- [ ] handles no documents\n\n## Query API\nAnswer.\n- [ ] is fast\n')
  expect(described.tasks.map(({ id }) => id)).toEqual(['index_documents', 'query_api'])
})

test.each([
  ['numbers', '1. Build the parser\n2. Build the printer\n', ['parser', 'printer']],
  ['bullets', 'The work:\n\n* Build the parser\n* Build the printer\n', ['parser', 'printer']],
  ['setext headings', 'Build the parser\n---\nText.\n\nBuild the printer\n---\nText.\n', ['parser', 'printer']],
  [
    'line ends of Windows and a mark of byte order',
    '\uFEFF# Plan\r\n\r\n- [ ] Build the parser\r\n- [ ] Build the printer\r\n',
    ['parser', 'printer'],
  ],
  ['tabs', '# Plan\n-\t[ ] Build the parser\n\t- owns: src/a.ts\n-\t[ ] Build the printer\n', ['parser', 'printer']],
  ['a heading that holds tasks', '# Shop\n## Goals\nSell.\n## Tasks\n- Build the parser\n- Build the printer\n', ['parser', 'printer']],
])('a plan with %s names its tasks', (_, text, words) => {
  expect(planOf(text).tasks.map(({ id }) => id)).toEqual(words.map(word => `build_${word}`))
})

test('titles in any script get ids that are valid and different', () => {
  const plan = planOf(
    '- [ ] Überprüfe die Ausgabe\n- [ ] 日本語の文書\n- [ ] Tests\n- [ ] tests!\n- [ ] All\n- [ ] 🚀\n- [ ] my-task\n- [ ] my_task\n',
  )
  const ids = plan.tasks.map(({ id }) => id)
  expect(ids).toEqual(['uberprufe_die_ausgabe', 'task_2', 'tests', 'tests_2', 'task_5', 'task_6', 'my_task', 'my_task_2'])
})

test('a plan without headings and lists is one task, and czar says so', () => {
  const plan = planOf('Make it faster, please.\nIt is slow.\n')
  expect(linesOf(plan)).toEqual(['make_it_faster_please'])
  expect(doubtsOf(plan)).toEqual([
    'plan:- the plan names no separate tasks, by headings or by a list, so all of it is one task',
    'make_it_faster_please:1 no command proves its work',
    'make_it_faster_please:1 no territory: it may change every file that no other task owns',
  ])
})

test('an empty plan, and one whose work is done, has no tasks', () => {
  expect(planOf('').tasks).toEqual([])
  expect(planOf('# Plan\n- [x] all of it\n').tasks).toEqual([])
})

test.each([
  ['Depends on: Models, 2', ['models', 'cache']],
  ['Blocked by: #1', ['models']],
  ['- after: `models`', ['models']],
  ['Dependencies: none', []],
  ['Depends on tasks 1-2.', ['models', 'cache']],
  ['**Depends on**: everything above', ['models', 'cache']],
  ['After the previous step', ['cache']],
  ['Requires: the models task', ['models']],
  ['After the login, the user sees the list.', []],
  ['Needs care.', []],
])('the line "%s" names the tasks that come first', (line, needs) => {
  const plan = planOf(
    `## 1. Models\n${PROVEN}\n## 2. Cache\n${PROVEN.replace('x', 'y')}\n## 3. API\nText.\n\n${line}\n\n${PROVEN.replace('x', 'z')}\n`,
  )
  expect(plan.tasks[2]?.dependsOn).toEqual(needs)
})

test('a name that means no task or several tasks is left out, and reported with its line', () => {
  const plan = planOf(
    `## Read models\n${PROVEN}\n## Write models\n${PROVEN.replace('x', 'y')}\n## API\ndepends on: models, the sun\n\n${PROVEN.replace('x', 'z')}\n`,
  )
  expect(plan.tasks[2]?.dependsOn).toEqual([])
  expect(doubtsOf(plan)).toEqual([
    'api:8 it waits for “models”, which names no single task of the plan',
    'api:8 it waits for “the sun”, which names no single task of the plan',
  ])
})

test('if tasks depend on each other in a cycle, one dependency is left out, and czar says which', () => {
  const plan = planOf('## A\nafter: B\n## B\nafter: A\n')
  expect(plan.tasks.map(({ dependsOn }) => dependsOn)).toEqual([[], ['a']])
  expect(doubtsOf(plan)).toContain('a:1 it and b wait for each other in a cycle; its dependency on b is left out')
})

test('a task with files of an earlier one becomes a bonus task after it, and so do the tasks that wait for it', () => {
  const plan = planOf('## A\nowns: src/**\n## B\nowns: src/api/b.ts\n## C\ndepends on: B\nowns: docs/\n')
  expect(linesOf(plan)).toEqual(['a | owns src/**', 'b | after a | owns src/api/b.ts | bonus', 'c | after b | owns docs/** | bonus'])
  expect(doubtsOf(plan)).toContain('b:3 it and a both change src/api/b.ts; it waits for a')
})

test('paths outside the repository, and patterns that czar cannot read, are left out and reported', () => {
  const plan = planOf('## A\nowns: /etc/passwd, ../x, `src/{a}`, ./src/a.ts\n')
  expect(plan.tasks[0]?.owns).toEqual(['src/a.ts'])
  expect(doubtsOf(plan).filter(doubt => doubt.includes('is left out'))).toHaveLength(3)
})

test('only commands become accept commands; a sentence is reported', () => {
  const plan = planOf(
    '## A\nAccept: it works in every browser\n## B\nTests: `npm test -- b`\n## C\nDone when `./check.sh` and `the page` are fine: yes\naccept:\n- `cargo test`\n- it is fast\n',
  )
  expect(plan.tasks.map(({ accept }) => accept)).toEqual([[], ['npm test -- b'], ['cargo test']])
  expect(doubtsOf(plan)).toContain('a:2 no command proves its work: “it works in every browser” is not a command')
})

test('a role is taken if there is one of this name', () => {
  const plan = planOf('## A\nrole: Documenter\n## B\nrole: wizard\n')
  expect(plan.tasks.map(({ role }) => role)).toEqual(['documenter', null])
  expect(doubtsOf(plan)).toContain('b:4 there is no role “wizard”; there are: implementer, documenter')
})

test('numbered tasks without any order, and rows of a table, are listed as unsure', () => {
  expect(doubtsOf(planOf('1. One\n2. Two\n'))).toContain(
    'plan:- the plan numbers 2 tasks, but names no order; all of them may start at once',
  )
  expect(doubtsOf(planOf('## A\n- [ ] x\n\n| task | who |\n|---|---|\n| a | b |\n'))).toContain(
    'plan:4 the plan has a table; the rows of a table are not read as tasks',
  )
})

test('control characters and hidden characters of a plan do not reach titles and texts', () => {
  const [task] = planOf('## Build \u001b[31mit\u202e\nText\u0007.\naccept: `npm test \u001b[2J`\n').tasks
  expect(task).toMatchObject({ title: 'Build it<U+202E>', accept: ['npm test '] })
  expect(task?.text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/)
})
