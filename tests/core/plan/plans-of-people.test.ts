import { expect, test } from 'vitest'
import { processorTime } from '../../support/processor-time.ts'
import { doubtsOf, linesOf, planOf } from './plans.ts'

/** Plans in the forms that people and their tools write. */

test('a list of numbered check boxes with marks, below phases', () => {
  const plan = planOf(`# Tasks: Photo albums

**Input**: Design documents from \`/specs/001/\`
**Prerequisites**: plan.md

## Format: \`[ID] [P?] Description\`
- **[P]**: Can run in parallel

## Phase 3.1: Setup
- [ ] T001 Create the project structure
- [ ] T003 [P] Configure linting

## Phase 3.2: Core
- [ ] T006 [P] [US1] Album model (after: T001)

## Dependencies
- Tests (T004-T005) before implementation (T006)

## Notes
- Commit after each task
`)
  expect(linesOf(plan)).toEqual(['create_project_structure', 'configure_linting', 'album_model | after create_project_structure'])
  expect(doubtsOf(plan)).toContain(
    'plan:16 the part “Dependencies” names an order for the whole plan, which is not read; write “depends on:” below each task',
  )
  expect(plan.tasks[0]?.text).toContain('Phase 3.1: Setup')
})

test('numbered check boxes in groups, with details below', () => {
  const plan = planOf(`# Implementation plan

- [ ] 1. Set up the project
  - Create the directories

- [ ] 2. Implement data models
- [ ] 2.1 Create the types
  - Write interfaces
- [ ] 2.2 Implement the user model
  - depends on: 2.1
- [ ] 3. Wire it up
  - depends on: 2
`)
  expect(linesOf(plan)).toEqual([
    'set_up_project',
    'create_types',
    'implement_user_model | after create_types',
    'wire_it_up | after create_types implement_user_model',
  ])
})

test('steps with files to create, a verification and prose', () => {
  const plan = planOf(`## Implementation Plan

### Overview
We move the login to tokens.

### Step 1: Database migration
**Files:** \`db/migrations/002.sql\`, \`db/schema.ts\`

Add a table.

**Verification:**
\`\`\`bash
npm run db:migrate
npm test -- tokens
\`\`\`

### Step 2: Token service
**Files to create:**
- \`src/auth/tokens.ts\`
- \`src/auth/tokens.test.ts\`

**Dependencies:** Step 1

1. Sign tokens
2. Verify tokens

**Success criteria:** all tests pass (\`npm test -- auth\`)

### Risks
- Clock skew
`)
  expect(linesOf(plan)).toEqual([
    'database_migration | owns db/migrations/002.sql db/schema.ts | npm run db:migrate; npm test -- tokens',
    'token_service | after database_migration | owns src/auth/tokens.ts src/auth/tokens.test.ts | npm test -- auth',
  ])
  expect(doubtsOf(plan)).toEqual([])
  expect(plan.tasks[1]?.text).toContain('Clock skew')
})

test('a few bullets below a line of text', () => {
  const plan = planOf(
    'Refactor notes\n\nwhat I want:\n\n* get rid of moment.js everywhere\n* split utils.ts\n    * strings\n    * numbers\n* docs!!\n\nlater maybe: i18n\n',
  )
  expect(plan.tasks.map(({ title }) => title)).toEqual(['get rid of moment.js everywhere', 'split utils.ts', 'docs!!'])
  expect(plan.tasks[1]?.text).toContain('  * strings\n  * numbers')
  expect(plan.tasks[1]?.text).toContain('later maybe: i18n')
})

test('numbered headings of several depths, and dependencies in the middle of a line', () => {
  const plan = planOf(`# Project

## 1 Backend
### 1.1 API
#### 1.1.1 Users endpoint
Owns: api/users/

#### 1.1.2 Orders endpoint
Needs: 1.1.1

### 1.2 Worker
Depends on 1.1.2. It reads the queue.

## 2 Frontend
- [ ] **2.1 Login page** – depends on 1.1.1, in React
- [ ] **2.2 Cart** (blocked by: 1.1)
`)
  expect(linesOf(plan)).toEqual([
    'users_endpoint | owns api/users/**',
    'orders_endpoint | after users_endpoint',
    'worker | after orders_endpoint',
    'login_page | after users_endpoint',
    'cart | after users_endpoint orders_endpoint',
  ])
})

test('a large plan with many dependencies and overlaps is read quickly, and so are very long lines', async () => {
  const tasks = Array.from({ length: 200 }, (_, index) => `## ${index + 1}. Part ${index}\nafter: everything above\nowns: src/**\n`)
  const lines = [' '.repeat(200_000), 'owns: a,'.repeat(40_000), '('.repeat(100_000), `- ${'x '.repeat(100_000)}`, '`'.repeat(50_000)]
  const spentMs = await processorTime(() => {
    const { tasks: planned } = planOf(tasks.join('\n'))
    expect(planned).toHaveLength(200)
    expect(planned.filter(({ as }) => as === 'worker')).toHaveLength(1)
    for (const line of lines) planOf(`## A\n${line}x\n`)
  })
  expect(spentMs).toBeLessThan(20_000)
})
