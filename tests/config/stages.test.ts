import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findings, type Invented, parse } from './parse-support.ts'

const root = join(import.meta.dirname, '../..')
const READY = ['spec-implement-test', 'spec-split-implement-test', 'plan-implement-review', 'spec-plan-implement-test-review']
const ROLES = ['documenter', 'implementer', 'planner', 'reviewer', 'specifier', 'tester']

/** The ready-made workflows as they are shipped, and files of the user's own. */
function context(files: Readonly<Record<string, string>> = {}): Invented {
  const directory = '/czar/config/workflows'
  const shipped = READY.map(name => [`${directory}/${name}.yaml`, readFileSync(join(root, 'config/workflows', `${name}.yaml`), 'utf8')])
  return {
    files: { ...Object.fromEntries(shipped), ...files },
    context: { roles: ROLES, workflows: { directory, names: READY } },
  }
}

const HEAD = 'project: p\nrepo: repo\nagent: scripted\n'
const api = (rest = '') => `${HEAD}workers:\n  - id: api\n    task: Build the API\n    owns: ["src/**"]\n    accept: [npm test]\n${rest}`
const problems = (text: string, files: Readonly<Record<string, string>> = {}) => findings(text, context(files))
const load = (text: string, files: Readonly<Record<string, string>> = {}) => parse(text, context(files))

describe('stages', () => {
  it('become one worker each, in a chain, with role, territory and branch', () => {
    const { workers } = load(
      api('    stages: spec-implement-test\n    branch: team/api\n    depends_on: [models]\n  - {id: models, task: Models}\n'),
    )
    expect(workers.map(({ id, role, owns, accept, dependsOn, branch }) => [id, role, owns, accept, dependsOn, branch])).toEqual([
      ['api-spec', 'specifier', ['results/api/spec.md'], [], ['models'], 'team/api-spec'],
      ['api-implement', 'implementer', ['src/**'], ['npm test'], ['api-spec'], 'team/api-implement'],
      ['api-test', 'tester', ['src/**'], ['npm test'], ['api-implement'], 'team/api-test'],
      ['models', null, [], [], [], 'feat/models'],
    ])
    expect(workers[2]?.stage).toEqual({
      of: 'api',
      id: 'test',
      number: 3,
      count: 3,
      last: 'api-test',
      owes: { kind: 'branch' },
      needs: [{ stage: 'spec', worker: 'api-spec', path: 'results/api/spec.md' }],
      backTo: { stage: 'implement', worker: 'api-implement', times: 2 },
    })
  })

  it.each(READY)('of the ready-made workflow %s are valid for several workers at once', name => {
    const { workers } = load(
      `${HEAD}stages: ${name}\nworkers:\n  - {id: a, task: A, owns: ["a/**"]}\n  - {id: b, task: B, owns: ["b/**"]}\n`,
    )
    expect(workers).toHaveLength(2 * name.split('-').length)
    expect(workers.map(({ owns }) => owns.length)).not.toContain(0)
  })

  it('give each worker the whole task, and what the stage delivers', () => {
    const [spec, build] = load(api('    stages: spec-implement-test\n')).workers
    expect(spec?.task.text).toContain('# Stage spec of api (1 of 3)')
    expect(spec?.task.text).toContain('`results/api/spec.md`')
    expect(spec?.task.text).toContain('Behaviour, Criteria')
    expect(spec?.task.text.endsWith('## The task of api\n\nBuild the API')).toBe(true)
    expect(build?.task.sha256).not.toBe(spec?.task.sha256)
  })

  it('stand for their worker: what depends on it waits for the last stage, and bonus tasks prefer any stage', () => {
    const more =
      '  - {id: docs, task: Docs, depends_on: [api]}\nbonus:\n  - {id: bench, task: Bench, after: [api], prefers: {workers: [api]}}\n'
    const { workers, bonus } = load(api(`    stages: plan-implement-review\n${more}`))
    expect(workers.at(-1)?.dependsOn).toEqual(['api-review'])
    expect(bonus[0]?.after).toEqual(['api-review'])
    expect(bonus[0]?.prefers.workers).toEqual(['api-plan', 'api-implement', 'api-review'])
  })

  it('of the project are for all workers, except one that has its own or none', () => {
    const text = `${HEAD}stages: [{id: build}]\nworkers:\n  - {id: a, task: A}\n  - {id: b, task: B, stages: [{id: other}]}\n  - {id: c, task: C, stages: []}\n`
    expect(load(text).workers.map(({ id }) => id)).toEqual(['a-build', 'b-other', 'c'])
  })

  it('may come from a file of the user, whose schema lies beside it', () => {
    const files = {
      '/home/me/fleet/flows/mine.yaml': 'stages:\n  - { id: list, owes: { file: results/<task>/list.json, schema: list.schema.json } }\n',
      '/home/me/fleet/flows/list.schema.json': '{ "type": "array" }',
    }
    const [list] = load(api('    stages: flows/mine.yaml\n'), files).workers
    expect(list?.stage?.owes).toEqual({ kind: 'file', path: 'results/api/list.json', headings: [], schema: { type: 'array' } })
  })

  it('may deliver a list of tasks, which divides the work of the first later stage that needs it and delivers a branch', () => {
    const { workers } = load(
      api(
        '    stages: [{id: cut, owes: tasks, most_tasks: 3}, {id: look, needs: [cut], owes: findings}, {id: build, needs: [cut], owns: ["src/<task>/**"]}, {id: test, needs: [cut]}]\n',
      ),
    )
    expect(workers.map(({ stage }) => stage?.dividedBy)).toEqual([
      undefined,
      undefined,
      { stage: 'cut', worker: 'api-cut', path: 'results/api/cut.json' },
      undefined,
    ])
    expect(workers[0]?.stage?.owes).toEqual({ kind: 'tasks', path: 'results/api/cut.json', most: 3 })
    expect(workers[0]?.owns).toEqual(['results/api/cut.json'])
    expect(workers[0]?.task.text).toContain('It has 1 to 3 tasks.')
    expect(workers[0]?.task.text).toContain('Each task has `owns` inside `src/api/**`.')
    expect(workers[2]?.task.text).toContain('The stage cut divided this work into the tasks of `results/api/cut.json`')
    expect(workers[3]?.task.text).not.toContain('divided')
    expect(load(api('    stages: spec-split-implement-test\n')).workers[1]?.stage?.owes).toMatchObject({ most: 8 })
  })

  it("keep the worker's model and account only for the same agent", () => {
    const own = 'agents:\n  one: {command: [a], model_flag: -m}\n  two: {command: [b], model_flag: -m}\n'
    const text = `${HEAD}${own}workers:\n  - {id: a, task: A, agent: one, model: big, account: x, stages: [{id: s, agent: two}, {id: t}]}\n`
    expect(load(text).workers.map(({ agent, model, account }) => [agent, model, account])).toEqual([
      ['two', null, 'two'],
      ['one', 'big', 'x'],
    ])
  })

  it('of workers without stages change nothing', () => {
    expect(load(api()).workers).toEqual(load(api('    stages: []\n')).workers)
    expect(load(api()).workers[0]).not.toHaveProperty('stage')
  })
})

describe('mistakes in stages', () => {
  const list = (...stages: readonly string[]) => api(`    stages:\n${stages.map(stage => `      - ${stage}\n`).join('')}`)

  it.each([
    [
      'an unknown workflow',
      api('    stages: spec-implement-tets\n'),
      'project.yaml:9:13: stages: there is no workflow "spec-implement-tets"; did you mean "spec-implement-test"?',
    ],
    ['an unknown role', list('{id: a, role: testr}'), 'project.yaml:10:23: role: there is no role "testr"; did you mean "tester"?'],
    ['an unknown agent', list('{id: a, agent: scriptd}'), 'did you mean "scripted"?'],
    [
      'a need that no stage delivers',
      list('{id: a, owes: a.md}', '{id: b, needs: [x]}'),
      'project.yaml:11:25: needs: there is no earlier stage "x"',
    ],
    [
      'a need of a later stage',
      list('{id: a, needs: [b]}', '{id: b, owes: b.md}'),
      'stage "a" needs "b", which comes later: the stages wait in a cycle',
    ],
    ['a need of itself', list('{id: a, owes: a.md, needs: [a]}'), 'stage "a" needs itself'],
    ['a need of a stage without a file', list('{id: a}', '{id: b, needs: [a]}'), 'stage "a" owes no file'],
    ['a loop forward', list('{id: a, back_to: {stage: b}}', '{id: b}'), 'which comes later'],
    ['a loop to itself', list('{id: a, back_to: {stage: a}}'), 'stage "a" goes back to itself'],
    [
      'a loop without an end',
      list('{id: a}', '{id: b, back_to: {stage: a, times: 6}}'),
      'project.yaml:11:44: back_to.times: must be at most 5, not the number 6',
    ],
    ['two stages of one name', list('{id: a}', '{id: a}'), 'stage "a" is listed twice'],
    ['the stage land', list('{id: land}'), 'is not a stage'],
    ['an unknown key', list('{id: a, rol: tester}'), 'unknown key "rol"; did you mean "role"?'],
    ['a path outside of the repository', list('{id: a, owes: ../a.md}'), 'must not have empty parts, . or ..'],
    ['a pattern in place of a path', list('{id: a, owes: "results/*.md"}'), 'must name one file'],
    ['a schema for a Markdown file', list('{id: a, owes: {file: a.md, schema: a.json}}'), 'so it must be a .json file'],
    ['a schema that is missing', list('{id: a, owes: {file: a.json, schema: a.schema.json}}'), 'schema "a.schema.json" does not exist'],
    [
      'the id of another worker',
      `${api('    stages: [{id: a}]\n')}  - {id: api-a, task: X}\n`,
      'project.yaml:5:9: id: stage "a" of worker "api" gets the worker "api-a", which is the id of another worker or task',
    ],
    [
      'a name that is too long',
      api('    stages: [{id: a_stage_name}]\n').replace('id: api', `id: ${'a'.repeat(25)}`),
      'its name is too long',
    ],
    [
      'tasks that nobody takes',
      list('{id: a, owes: tasks}', '{id: b}'),
      'project.yaml:10:23: owes: stage "a" owes tasks, so a later stage that owes a branch must need it: needs: [a]',
    ],
    [
      'tasks that only a stage without commits needs',
      list('{id: a, owes: tasks}', '{id: b, needs: [a], owes: findings}'),
      'a later stage that owes a branch must need it',
    ],
    [
      'two lists of tasks',
      list('{id: a, owes: tasks}', '{id: b, needs: [a], owes: tasks}', '{id: c, needs: [a, b]}'),
      'stage "a" owes tasks already, and only one stage of a list may',
    ],
    ['a number of tasks without tasks', list('{id: a, most_tasks: 3}'), 'most_tasks: is for a stage that owes tasks'],
    [
      'too many tasks',
      list('{id: a, owes: tasks, most_tasks: 51}', '{id: b, needs: [a]}'),
      'most_tasks: must be at most 50, not the number 51',
    ],
    ['attempts beside stages', api('    attempts: 2\n    stages: [{id: a}]\n'), 'attempts: cannot be used together with stages'],
    ['a number in place of stages', api('    stages: 3\n'), 'project.yaml:9:13: stages: must be text, or a list'],
    [
      'a task that waits for itself',
      api('    depends_on: [api]\n    stages: [{id: a}, {id: b}]\n'),
      'the tasks wait for each other in a cycle',
    ],
  ])('%s', (_, text, message) => {
    expect(problems(text).join('\n')).toContain(message)
    expect(problems(text)).toHaveLength(1)
  })

  it('in a file of the user name the line of that file', () => {
    const files = { '/home/me/fleet/mine.yaml': 'stages:\n  - id: a\n  - id: b\n    needs: [c]\n' }
    expect(problems(api('    stages: mine.yaml\n'), files)).toEqual([
      'project.yaml:9:13: stages: mine.yaml:4:13: needs: there is no earlier stage "c"; did you mean "a"?',
    ])
    expect(problems(api('    stages: ./none.yaml\n'))[0]).toContain('workflow file "./none.yaml" does not exist')
    expect(problems(api('    stages: mine.yaml\n'), { '/home/me/fleet/mine.yaml': 'stages: [' })[0]).toMatch(/stages: mine\.yaml:1:\d+: /)
    expect(problems(api('    stages: mine.yaml\n'), { '/home/me/fleet/mine.yaml': 'stages:\n  - {id: a, rol: x}\n' })[0]).toContain(
      'mine.yaml:2:13: unknown key "rol"',
    )
  })

  it('that hold for each worker are reported once', () => {
    const text = `${HEAD}stages: [{id: a, role: none}]\nworkers:\n  - {id: a, task: A}\n  - {id: b, task: B}\n`
    expect(problems(text)).toHaveLength(1)
  })

  it('never let two workers deliver the same file', () => {
    const text = `${HEAD}stages: [{id: a, owes: spec.md}]\nworkers:\n  - {id: a, task: A}\n  - {id: b, task: B}\n`
    expect(problems(text)[0]).toContain('"spec.md" overlaps "spec.md" of worker "a-a"')
  })
})
