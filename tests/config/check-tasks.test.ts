import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkTasks } from '../../src/config/check-tasks.ts'
import type { TaskId, WorkerId } from '../../src/core/model/ids.ts'
import { own } from '../../src/core/model/own.ts'
import { createWorld, type World } from '../support/worlds/world.ts'
import { type Invented, inventedContext, parse } from './parse-support.ts'

const DIRECTORY = '/czar/config/workflows'
const FLOW = 'spec-split-implement-test'
const ROLES = ['documenter', 'implementer', 'planner', 'reviewer', 'specifier', 'tester']
const ROOT = join(import.meta.dirname, '../..')
const INVENTED: Invented = {
  files: { [`${DIRECTORY}/${FLOW}.yaml`]: readFileSync(join(ROOT, 'config/workflows', `${FLOW}.yaml`), 'utf8') },
  context: { roles: ROLES, workflows: { directory: DIRECTORY, names: [FLOW] } },
}

interface Fleet {
  readonly worker?: string
  readonly more?: string
}

/** A fleet in which calc-split divides the work of calc-implement. */
function aFleet({ worker = '    owns: ["src/**", "README.md"]\n', more = '' }: Fleet = {}): World {
  const text = `project: p\nrepo: repo\nagent: scripted\nworkers:\n  - id: calc\n    stages: ${FLOW}\n    task: Write a calculator\n${worker}${more}`
  return createWorld(parse(text, INVENTED), () => 0)
}

const task = (id: string, over: object = {}) => ({
  id,
  title: `Write ${id}`,
  text: `Write src/${id}.`,
  owns: [`src/${id}/**`],
  accept: [`sh ${id}.sh`],
  ...over,
})

const check = (content: unknown, { state, now }: World = aFleet()) =>
  checkTasks(typeof content === 'string' ? content : JSON.stringify(content), {
    state,
    planner: 'calc-split' as WorkerId,
    roles: ROLES,
    disk: inventedContext().disk,
    now,
  })

async function problems(content: unknown, world?: World): Promise<readonly string[]> {
  const checked = await check(content, world)
  return 'problems' in checked ? checked.problems : []
}

describe('a list of tasks', () => {
  it('becomes tasks, each with a text that stands alone', async () => {
    const list = {
      tasks: [task('add'), task('docs', { owns: ['README.md'], depends_on: ['add'], role: 'documenter', usd: 2, accept: [] })],
      unsure: ['docs: no command can prove prose.'],
    }
    const checked = await check(`\uFEFF${JSON.stringify(list, null, 2).replaceAll('\n', '\r\n')}`)
    expect(checked).toMatchObject({
      tasks: [
        { id: 'add', dependsOn: [], owns: ['src/add/**'], accept: ['sh add.sh'], role: null, usd: null },
        { id: 'docs', dependsOn: ['add'], owns: ['README.md'], accept: [], role: 'documenter', usd: 2 },
      ],
    })
    const text = 'tasks' in checked ? checked.tasks[0]?.text.text : ''
    expect(text).toContain('# Write add\n')
    expect(text).toContain('the task add of `results/calc/split.json`')
    expect(text).toContain('\n\nWrite src/add.\n')
  })

  it('may be that of the documentation', async () => {
    const [, yaml = '', json = ''] =
      /```yaml\n([^`]*)```\n\n```json\n([^`]*)```/.exec(readFileSync(join(ROOT, 'docs/stages.md'), 'utf8')) ?? []
    const world = createWorld(parse(yaml, { ...INVENTED, directories: ['/home/me/fleet/repository'] }), () => 0)
    expect(await check(json, world)).toMatchObject({ tasks: [{ id: 'add' }, { id: 'multiply', usd: 4 }] })
  })

  it('may have one task, and a task with the whole territory', async () => {
    expect(await problems({ tasks: [task('all_of_it', { owns: [] })] })).toEqual([])
  })

  it('may have an id that names a part of every object', async () => {
    expect(await problems({ tasks: [task('constructor'), task('b', { depends_on: ['constructor'] })] })).toEqual([])
  })

  it('may share paths among tasks of which one comes after the other, also through tasks between', async () => {
    const chain = [task('a'), task('b', { depends_on: ['a'] }), task('c', { depends_on: ['b'], owns: ['src/a/**'] })]
    expect(await problems({ tasks: chain })).toEqual([])
    expect(await problems({ tasks: chain.toReversed() })).toEqual([])
  })

  it('keeps control characters out of the texts', async () => {
    const checked = await check({ tasks: [task('a', { title: 'A\u001b[2J\nB', text: 'one\u0007\ntwo \u202e' })] })
    const text = 'tasks' in checked ? (checked.tasks[0]?.text.text ?? '') : ''
    expect(text).toContain('# A B\n')
    expect(text).toContain('one\ntwo <U+202E>')
  })

  it('may give paths to a worker without a territory, except for those of other workers', async () => {
    const world = aFleet({ worker: '', more: '  - {id: web, task: Web, stages: [], owns: ["web/**"]}\n' })
    expect(await problems({ tasks: [task('a', { owns: ['lib/**'] })] }, world)).toEqual([])
    expect((await problems({ tasks: [task('a', { owns: ['web/x.ts'] })] }, world)).join()).toContain('overlaps "web/**" of worker "web"')
  })
})

describe('a list of tasks is rejected, with the place,', () => {
  const two = (over: object) => ({ tasks: [task('a'), task('b', over)] })

  it.each([
    ['if it has no tasks', { tasks: [] }, 'tasks: there is none'],
    [
      'if it has more tasks than the stage may deliver',
      { tasks: Array.from({ length: 200 }, (_, n) => task(`t${n}`)) },
      'tasks: there are 200, and at most 8 are allowed (most_tasks)',
    ],
    ['if it is a list itself', [task('a')], 'the answer: '],
    ['if it is a text', '"tasks"', 'the answer: '],
    ['if a key is unknown', two({ own: [] }), 'tasks[1]: Unrecognized key: "own"'],
    ['if a key is missing', { tasks: [{ id: 'a' }] }, 'tasks[0].title: '],
    ['if an id is none', two({ id: '../x' }), 'tasks[1].id: "../x" must be lower-case letters'],
    ['if two ids are the same', two({ id: 'a' }), 'tasks[1].id: "a" is the id of tasks[0] too'],
    ['if an id is that of a stage', two({ id: 'test' }), 'tasks[1].id: worker "calc-test" is already the id of a worker'],
    [
      'if ids differ only in spelling',
      { tasks: [task('a_b'), task('a-b')] },
      'differs from "feat/calc-a_b" of worker "calc-a_b" only in spelling',
    ],
    ['if an id is too long', two({ id: 'x'.repeat(27) }), 'is too long: at most 26 characters, for the worker "calc-xxx'],
    ['if a dependency is unknown', two({ depends_on: ['c'] }), 'tasks[1].depends_on[0]: there is no task "c"; there are: a, b'],
    ['if a task waits for a worker of the file', two({ depends_on: ['calc-spec'] }), 'there is no task "calc-spec"'],
    ['if a task waits for itself', two({ depends_on: ['b'] }), 'tasks[1].depends_on[0]: "b" cannot wait for itself'],
    ['if a dependency is listed twice', two({ depends_on: ['a', 'a'] }), 'tasks[1].depends_on[1]: "a" is listed twice'],
    [
      'if tasks wait in a cycle',
      { tasks: [task('a', { depends_on: ['c'] }), task('b', { depends_on: ['a'] }), task('c', { depends_on: ['b'] }), task('d')] },
      'tasks: these wait for each other in a cycle: a, b, c',
    ],
    [
      'if a path is outside of the territory',
      two({ owns: ['docs/**'] }),
      'tasks[1].owns: "docs/**" lies outside of what calc-implement may change: src/**, README.md',
    ],
    ['if a path only begins like the territory', two({ owns: ['src2/**'] }), 'lies outside'],
    ['if a path leads out of the territory', two({ owns: ['src/../docs/**'] }), 'tasks[1].owns[0]: '],
    ['if a path is absolute', two({ owns: ['/etc/passwd'] }), 'tasks[1].owns[0]: '],
    ['if a pattern hides a way out', two({ owns: ['src/{b,../../c}/**'] }), 'tasks[1].owns'],
    [
      'if two tasks own a path',
      two({ owns: ['src/*/x.ts'] }),
      'tasks[1].owns: "src/*/x.ts" overlaps "src/a/**" of "a": both match "src/a/x.ts"',
    ],
    ['if a task owns everything beside another', two({ owns: [] }), 'tasks[1].owns: "src/**" overlaps "src/a/**" of "a"'],
    [
      'if no command proves a task',
      two({ accept: [] }),
      'tasks[1].accept: give a command that proves the work, or say in unsure why there is none for "b"',
    ],
    ['if only another task is excused', { ...two({ accept: [] }), unsure: ['a and bb are hard'] }, 'tasks[1].accept'],
    ['if a role is unknown', two({ role: 'pilot' }), 'tasks[1].role: there is no role "pilot"'],
    [
      'if there are too many patterns',
      two({ owns: Array.from({ length: 300 }, (_, n) => `src/b/${n}`) }),
      'tasks: they own 301 patterns, and at most 100',
    ],
    [
      'if a pattern spells out too many',
      two({ owns: ['b', 'c', 'd'].map(name => `src/${name}/{a,b,c,d,e,f,g}/{h,i,j,k,l,m,n}`) }),
      'tasks: they own 148 patterns',
    ],
    ['if a text is blank', two({ text: '' }), 'tasks[1].text: '],
    ['if a budget is negative', two({ usd: -1 }), 'tasks[1].usd: '],
  ])('%s', async (_, list, message) => {
    const found = await problems(list)
    expect(found.join('\n')).toContain(message)
    for (const problem of found) expect(problem).toMatch(/^results\/calc\/split\.json: .*\.$/)
  })

  it('if it asks for more money than the stage has, or for all of it', async () => {
    const world = aFleet({ worker: '    owns: ["src/**"]\n    budget: { usd: 5 }\n' })
    const list = (usd: number) => ({ tasks: [task('a', { usd: 2 }), task('b', { usd }), task('c')] })
    expect(await problems(list(2.9), world)).toEqual([])
    for (const usd of [3, 30])
      expect((await problems(list(usd), world)).join()).toContain(
        `tasks: they get ${(usd + 2).toFixed(2)} USD, and calc-implement has 5.00`,
      )
  })

  it('if a text does not fit into the brief of the agent', async () => {
    const long = { tasks: [task('a', { text: 'word '.repeat(19_000) })] }
    const world = aFleet()
    expect(await problems(long, world)).toEqual([])
    const { project } = world.state
    if (project === null) throw new Error('no project')
    const agents = { scripted: { ...project.agents['scripted'], maxChars: 100_000 } } as never
    world.state = { ...world.state, project: { ...project, agents } }
    expect((await problems(long, world)).join()).toContain('tasks[0].task: the task has')
  })

  it('with ten problems at most', async () => {
    const many = { tasks: Array.from({ length: 8 }, (_, n) => task(`t${n}`, { owns: ['docs/**'], accept: [] })) }
    expect(await problems(many)).toHaveLength(11)
    expect((await problems(many)).at(-1)).toMatch(/: and \d+ more problems\.$/)
  })
})

describe('a list that is proven again', () => {
  /** The task has a worker from the first proof of the list. */
  async function withWorkers(world: World, ...ids: readonly string[]): Promise<World> {
    const first = await check({ tasks: ids.map(id => task(id)) }, world)
    if ('problems' in first) throw new Error(first.problems.join())
    const [planner, like] = [own(world.state.tasks, 'calc-split'), own(world.state.workers, 'calc-implement')]
    if (planner === undefined || like === undefined) throw new Error('no stage')
    const workers = first.tasks.map(({ id, text }) => ({
      ...like,
      id: `calc-${id}` as WorkerId,
      config: { ...like.config, id: `calc-${id}` as WorkerId, task: text },
    }))
    const parts = Object.fromEntries(workers.map(({ id }, index) => [ids[index] ?? '', id]))
    const tasks = { ...world.state.tasks, ['calc-split' as TaskId]: { ...planner, parts } }
    return {
      ...world,
      state: {
        ...world.state,
        tasks,
        workers: { ...world.state.workers, ...Object.fromEntries(workers.map(worker => [worker.id, worker])) },
      },
    }
  }

  it('may have new tasks beside those that have a worker, and leave some out', async () => {
    const world = await withWorkers(aFleet(), 'a', 'b')
    expect(await problems({ tasks: [task('a'), task('c')] }, world)).toEqual([])
  })

  it('may not change the text of a task that has a worker', async () => {
    const world = await withWorkers(aFleet(), 'a')
    expect((await problems({ tasks: [task('a', { text: 'Write something else.' })] }, world)).join()).toContain(
      'tasks[0].text: calc-a has this task already, so its text stays; give new work an id of its own',
    )
  })

  it('has no more tasks in all than the stage may deliver', async () => {
    const world = await withWorkers(aFleet(), 'a', 'b', 'c', 'd', 'e')
    expect((await problems({ tasks: ['f', 'g', 'h', 'i'].map(id => task(id)) }, world)).join()).toContain(
      'tasks: with those that have a worker already there are 9, and at most 8 are allowed',
    )
  })
})
