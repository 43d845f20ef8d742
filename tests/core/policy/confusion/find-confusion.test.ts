import { expect, test } from 'vitest'
import type { Project } from '../../../../src/core/model/project.ts'
import { findConfusion, findConfusions } from '../../../../src/core/policy/confusion/find-confusion.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import type { AssignmentState, TaskState } from '../../../../src/core/state/types/task-state.ts'
import type { WorkerState } from '../../../../src/core/state/types/worker-state.ts'
import { aTaskText } from '../../../support/builders/a-project.ts'
import { act, assignmentOf, pass, report, say, workerOf } from '../../../support/worlds/story.ts'
import { sha, type World } from '../../../support/worlds/world.ts'
import { aTeam, look, made } from './confused-worker.ts'

const GOOD = 'A parser for arithmetic expressions with precedence; the unit tests must pass'

/** A change of one part of the state. Every other part stays the same object. */
interface Change {
  readonly worker?: Partial<WorkerState>
  readonly assignment?: Partial<AssignmentState>
  readonly task?: Partial<TaskState>
  readonly project?: Partial<Project>
  readonly state?: Partial<State>
}

function changed({ state }: World, over: Change): State {
  const [worker, task] = [state.workers['one'], state.tasks['one']]
  const assignment = state.assignments['one.1']
  if (worker === undefined || task === undefined || assignment === undefined || state.project === null) throw new Error('nobody is at work')
  return {
    ...state,
    ...over.state,
    project: over.project === undefined ? state.project : { ...state.project, ...over.project },
    workers: { ...state.workers, one: { ...worker, ...over.worker } },
    tasks: { ...state.tasks, one: { ...task, ...over.task } },
    assignments: { ...state.assignments, 'one.1': { ...assignment, ...over.assignment } },
  }
}

function foundIn(state: State) {
  const { one } = state.workers
  if (one === undefined) throw new Error('no worker')
  return findConfusions(state, one)
}

function restated(world: World, text = GOOD): void {
  pass(world, 1_000)
  report(world, 'one', 'ack', { text, plan: ['src/parser/parse.ts'] })
}

const words = (world: World, text: string) => workerOf(world, 'one').words.map(word => ({ ...word, text }))
const git = (world: World, over: object) => ({ ...workerOf(world, 'one').git, ...over }) as never

/** What happens first, which part then changes, and the confusion found afterwards, as `matter weight at`. */
const parts: readonly [part: string, lead: (world: World) => void, change: (world: World) => Change, matters: readonly string[]][] = [
  [
    'what the project protects',
    restated,
    ({ state }) => ({ project: { policy: { ...state.project?.policy, protect: ['src/parser/**'] } as never } }),
    ['plan-outside'],
  ],
  [
    'the number of its assignment',
    world => {
      pass(world, 1_000)
      report(world, 'one', 'ack', { text: GOOD, assignment: 'one.1' })
    },
    () => ({ assignment: { id: 'one.2' as never } }),
    ['wrong-assignment'],
  ],
  [
    'where its work began',
    world => look(world, { own: { from: sha('elsewhere'), subjects: [], files: ['docs/a'] } }),
    () => ({ assignment: { fromSha: sha('elsewhere') } }),
    ['works-outside'],
  ],
  [
    'when it was told its task',
    world => {
      pass(world, 1_000)
      report(world, 'one', 'ack', { text: GOOD, assignment: 'a0' })
      const briefed = { incarnation: 1, at: world.now + 1 }
      const one = { ...assignmentOf(world, 'one'), briefed }
      world.state = { ...world.state, assignments: { 'one.1': one } }
    },
    world => ({ assignment: { briefed: { incarnation: 1, at: world.now } } }),
    ['wrong-assignment'],
  ],
  [
    'what it restated',
    restated,
    world => ({ assignment: { acknowledged: { text: 'tests', plan: [], at: world.now } } }),
    ['thin-restatement'],
  ],
  ['the text of its task', restated, () => ({ task: { text: aTaskText(OTHER_TASK), owns: [] } }), ['unrelated-restatement']],
  ['its territory', restated, () => ({ task: { owns: ['lib/**'] } }), ['plan-outside']],
  [
    'what proves its work',
    world => {
      restated(world, 'A parser for arithmetic expressions with precedence, by cargo')
      world.state = changed(world, { task: { accept: ['cargo run'] } })
    },
    () => ({ task: { accept: ['npm run everything'] } }),
    ['criteria'],
  ],
  [
    'what it said',
    world => report(world, 'one', 'progress', { text: 'half done' }),
    world => ({ worker: { words: words(world, 'What should I do next?') } }),
    ['asks-what-to-do'],
  ],
  ['what is checked out', world => look(world, {}), world => ({ worker: { git: git(world, { branch: 'main' }) } }), ['wrong-branch']],
  [
    'its branch',
    world => look(world, {}),
    world => ({ worker: { worktree: { ...workerOf(world, 'one').worktree, branch: 'feat/other' } as never } }),
    ['wrong-branch'],
  ],
  [
    "what changed in the user's own checkout",
    world => made(world, {}),
    world => ({ state: { checkout: { 'src/parser/a': { seq: 1, at: world.now + 1 } } } }),
    ['main-checkout'],
  ],
]

const OTHER_TASK = 'Deploy dashboards onto kubernetes clusters, including grafana alerting and prometheus scraping'

test.each(parts)('if only %s changes, a worker is judged again', (_part, lead, change, matters) => {
  const world = aTeam()
  lead(world)
  expect(foundIn(world.state)).toEqual([])
  const after = changed(world, change(world))
  expect(foundIn(after).map(({ matter }) => matter)).toEqual(matters)
  expect(foundIn(world.state), 'and once more when it is as it was').toEqual([])
})

test.each<[string, (world: World) => Change]>([
  ['what was kept of it', () => ({ worker: { kept: { head: sha('astray'), ref: 'refs/czar/rescue/one/1', seq: 9, at: 9 } } })],
  ['the last look at git', ({ state }) => ({ worker: { signs: { ...state.workers['one']?.signs, git: { seq: 99, at: 99 } } } })],
  ['since when it is so', world => ({ worker: { gitAt: world.now - 1 } })],
])('if only %s changes, the judgement is the same, with other evidence or another time', (_part, change) => {
  const world = aTeam()
  look(world, { branch: null, head: sha('astray') })
  const [before] = foundIn(world.state)
  const [after] = foundIn(changed(world, change(world)))
  expect(after?.matter).toBe('detached-head')
  expect(after).not.toEqual(before)
})

test('while its inputs stay the same, a judgement is the same object', () => {
  const world = aTeam()
  restated(world, 'ok')
  const before = foundIn(world.state)
  const same = changed(world, { worker: { lastReportAt: 5 }, assignment: { errors: 1 }, task: { attempts: 3 }, state: { at: 7 } })
  expect(foundIn(same)).toBe(before)
})

test('a worker without an open task, and a state without a project, have no confusion', () => {
  const world = aTeam()
  restated(world, 'ok')
  const worker = workerOf(world, 'one')
  expect(findConfusions(world.state, { ...worker, assignment: null })).toEqual([])
  expect(findConfusions({ ...world.state, project: null }, worker)).toEqual([])
  expect(findConfusions({ ...world.state, tasks: {} }, worker)).toEqual([])
  expect(findConfusions({ ...world.state, assignments: {} }, worker)).toEqual([])
})

test('advice alone does not make a worker confused, and comes after the causes of a confusion', () => {
  const world = aTeam()
  restated(world, 'A parser for arithmetic expressions with precedence')
  expect(foundIn(world.state).map(({ matter }) => matter)).toEqual(['criteria'])
  expect(findConfusion(world.state, workerOf(world, 'one'))).toBeNull()
  look(world, { branch: null, head: sha('astray'), dirty: 1 })
  act(world, 'rescue_stray_work', 'one')
  expect(foundIn(world.state).map(({ matter }) => matter)).toEqual(['detached-head', 'criteria'])
  expect(findConfusion(world.state, workerOf(world, 'one'))?.matter).toBe('detached-head')
  say(world, { kind: 'git.missing', worker: workerOf(world, 'one').id, reason: 'gone' })
  expect(
    foundIn(world.state).map(({ matter }) => matter),
    'of a worktree that is gone nothing is known',
  ).toEqual(['criteria'])
})
