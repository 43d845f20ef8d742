import { expect, test } from 'vitest'
import { findings, parse } from '../parse-support.ts'

const file = (api: string, more = '') => `project: a
repo: repo
agents:
  opus: { extends: claude, model: opus, model_flag: --model }
workers:
  - { id: api, task: do it, owns: ["src/**"], depends_on: [], ${api} }
  - { id: docs, task: write it, depends_on: [api] }
${more}`

test('a task with attempts becomes one worker for each, with its own name, branch and number', () => {
  const { workers, concurrency } = parse(file('attempts: 3'))
  expect(workers.map(({ id, branch, attempt }) => [id, branch, attempt?.number])).toEqual([
    ['api', 'feat/api', 1],
    ['api-2', 'feat/api-2', 2],
    ['api-3', 'feat/api-3', 3],
    ['docs', 'feat/docs', undefined],
  ])
  expect(workers.every(({ owns, id }) => id === 'docs' || owns.includes('src/**'))).toBe(true)
  expect(workers[1]?.attempt).toEqual({ task: 'api', number: 2, count: 3, settle: 'first' })
  expect(workers[3]).not.toHaveProperty('attempt')
  expect(workers[1]?.task).toBe(workers[0]?.task)
  expect(concurrency).toBe(4)
})

test('the attempts use the named agent profiles in turn, each with its own model', () => {
  const { workers, agents } = parse(file('branch: topic/x, attempts: { count: 3, agents: [claude, opus], settle: best }'))
  expect(workers.slice(0, 3).map(({ agent, model, branch }) => [agent, model, branch])).toEqual([
    ['claude', null, 'topic/x'],
    ['opus', 'opus', 'topic/x-2'],
    ['claude', null, 'topic/x-3'],
  ])
  expect(Object.keys(agents).sort()).toEqual(['claude', 'opus'])
})

test.each([
  ['attempts: 1', 'attempts: must be at least 2, not the number 1'],
  ['attempts: 9', 'attempts: must be at most 8, not the number 9'],
  ['attempts: 2.5', 'attempts: must be a whole number, or a mapping with count, agents and settle'],
  ['attempts: { agents: [claude] }', 'key "count" is missing; it is required'],
  ['attempts: { count: 2, settle: last }', 'attempts.settle: must be one of first, best, not the text "last"'],
  ['attempts: { count: 2, agent: [claude] }', 'unknown key "agent"; did you mean "agents"?'],
  ['attempts: { count: 2, agents: [cluade] }', 'attempts.agents: there is no agent profile "cluade"; did you mean "claude"?'],
  ['attempts: { count: 2, agents: [] }', 'attempts.agents: must have at least 1 item, not an empty list'],
  [
    'attempts: { count: 2, agents: [claude, opus, claude] }',
    'attempts.agents: names 3 agent profiles for 2 attempts; name at most one for each',
  ],
  ['agent: claude, attempts: { count: 2, agents: [opus] }', 'agent: cannot be used together with attempts.agents; leave one of them out'],
])('%s', (api, problem) => {
  const found = findings(file(api)).map(line => line.replace(/^[^ ]* /, ''))
  expect(found).toEqual([problem])
})

test('the name or the branch of an attempt that another worker or a bonus task has is a mistake', () => {
  const more = '  - { id: api-2, task: x }\n  - { id: cli, branch: feat/api-4, task: x }\nbonus:\n  - { id: api-3, task: x }\n'
  const found = findings(file('attempts: 4', more)).join('\n')
  expect(found).toContain('attempt 2 has the name "api-2", which is the id of a worker; rename one of them')
  expect(found).toContain('attempt 3 has the name "api-3", which is the id of a bonus task; rename one of them')
  expect(found).toContain('branch "feat/api-4" is already used by worker "api-4"')
})

test('a dependency can name the task, but none of its further attempts', () => {
  const more = '  - { id: late, task: x, depends_on: [api-2] }\n'
  expect(findings(file('attempts: 2', more)).join()).toContain('there is no worker "api-2"; there are: api, docs')
})

test('a name that is too long for a further attempt is a mistake, and so is a fleet that grows too large', () => {
  const long = 'a'.repeat(30)
  expect(findings(file('attempts: 2', `  - { id: ${long}, task: x, attempts: 2 }\n`)).join()).toContain('has more than 31 characters')
  const many = Array.from({ length: 30 }, (_, number) => `  - { id: w${number}, task: x, attempts: 8 }\n`).join('')
  expect(findings(file('attempts: 2', many)).join()).toContain('there are 243 workers with all attempts, and at most 200 are allowed')
})

test('a bonus task has no attempts', () => {
  expect(findings(file('attempts: 2', 'bonus:\n  - { id: b, task: x, attempts: 2 }\n')).join()).toContain('unknown key "attempts"')
})
