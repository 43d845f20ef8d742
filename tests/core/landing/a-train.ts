import type { ProvenCommit, TrainAction } from '../../../src/core/events/decision.ts'
import type { Event, Journaled } from '../../../src/core/events/event.ts'
import type { LeftOut, TrainMember } from '../../../src/core/events/train-event.ts'
import type { CheckResult } from '../../../src/core/events/work-event.ts'
import { outermost } from '../../../src/core/landing/contained-work.ts'
import { testedStart } from '../../../src/core/landing/tested-start.ts'
import { treeTests } from '../../../src/core/landing/tree-tests.ts'
import type { CommitSha, TaskId } from '../../../src/core/model/ids.ts'
import type { Standing } from '../../../src/core/model/refs-state.ts'
import { createPolicyContext } from '../../../src/core/policy/engine/policy-context.ts'
import { isTrainMoving, tendTrain } from '../../../src/core/policy/landing/tend-train.ts'
import { emptyState, primaryTask } from '../../../src/core/state/empty.ts'
import { withTestedWork } from '../../../src/core/state/facts/with-tested-work.ts'
import { fold } from '../../../src/core/state/fold.ts'
import type { State } from '../../../src/core/state/types/state.ts'
import type { TaskState } from '../../../src/core/state/types/task-state.ts'
import { aPolicy } from '../../support/builders/a-policy.ts'
import { aProject, aWorker } from '../../support/builders/a-project.ts'

const asSha = (text: string) => text as CommitSha

/** A model of git with made-up commits, for tests of merging. A commit is the sorted list of the changes that it contains. */
export interface TrainWorld {
  state: State
  /** The newest commit of base. */
  base: string
  /** The newest commit of the branch of merged work. Null: the branch does not exist. */
  branch: string | null
  /** Groups of tasks. When a tree holds all tasks of a group, they conflict (`conflicts`) or its tests fail (`breaks`). */
  readonly conflicts: readonly (readonly string[])[]
  readonly breaks: readonly (readonly string[])[]
  /** The task of a `breaks` group whose own test fails. If it is null, all tasks share the same test. */
  readonly owner: 'first' | 'last' | null
  /** The tests that ran, each with the tip that it tested. */
  readonly runs: string[]
  /** For each test run, the tasks whose tests it ran. */
  readonly tested: (readonly string[])[]
  /** The merged trees whose tests succeeded. */
  readonly green: Set<string>
  /** The newest commits that the branch of merged work has had, in order. */
  readonly tips: string[]
  isBaseRed: boolean
  /** A task in base whose own test now fails there, because somebody has changed base. It is null if there is none. */
  isBroken: string | null
  /** For each task, the commits with which its branch started. */
  readonly starts: Record<string, readonly CommitSha[]>
}

/** A project with these tasks: each name with the tasks that it depends on. All tasks are waiting. */
export function aTrain(
  tasks: Readonly<Record<string, readonly string[]>>,
  { conflicts = [], breaks = [], owner = null }: Partial<Pick<TrainWorld, 'conflicts' | 'breaks' | 'owner'>> = {},
): TrainWorld {
  const acceptOf = (id: string) => [owner === null ? 'npm test' : `npm test ${id}`]
  const workers = Object.entries(tasks).map(([id, after]) => aWorker(id, { dependsOn: after as never, accept: acceptOf(id) }))
  const project = { ...aProject({ workers }), policy: { ...aPolicy, merge: { mode: 'omnibus', test: [], contentLoss: 0.2 } as const } }
  const state: State = {
    ...emptyState,
    project,
    czar: { phase: 'supervising', epoch: 1, pid: 1, startedAt: 0 },
    tasks: Object.fromEntries(workers.map(worker => [worker.id, primaryTask(worker)])),
    refs: { base: { commit: asSha('base'), at: 0 }, branches: {}, standing: {}, kept: [], unproven: {} },
  }
  const runs = { runs: [], tested: [], green: new Set<string>(), tips: [] }
  return { state, base: 'base', branch: null, conflicts, breaks, owner, ...runs, isBaseRed: false, isBroken: null, starts: {} }
}

/** The changes that a commit contains. `a1` is the first proof of task a. */
export const inside = (commit: string): readonly string[] => commit.split('+').filter(part => !part.startsWith('base'))

const join = (...commits: readonly string[]) => {
  const bases = commits.flatMap(commit => commit.split('+').filter(part => part.startsWith('base'))).sort()
  return [bases.at(-1) ?? 'base', ...new Set(commits.flatMap(inside))].sort().join('+')
}

/** Starts a task's branch. It starts on the tested tip if that tip has everything that the task depends on. */
export function start({ state, starts }: TrainWorld, id: string): readonly CommitSha[] {
  const begun = withTestedWork(state.train, testedStart(state, state.tasks[id]?.after ?? []))
  starts[id] = begun
  return begun
}

/**
 * Proves a task. Its commit holds its own change, the changes that its branch started with, and the newest changes of
 * the tasks that it depends on.
 */
export function prove(world: TrainWorld, id: string): void {
  const task = world.state.tasks[id]
  if (task === undefined) return
  const round = Math.min(8, Number(task.verified === null ? 0 : (ownChange(task.verified.commit, id)?.slice(id.length) ?? 0))) + 1
  const needed = task.after.flatMap(other => world.state.tasks[other]?.verified?.commit ?? [])
  const commit = asSha(join(`${id}${round}`, ...needed, ...(world.starts[id] ?? [])))
  const verified = {
    commit,
    base: null,
    at: world.state.at + 1,
    accept: task.accept,
    checks: [],
    flags: [],
    contains: containedIn(world, id, commit),
  }
  setTask(world, id, { state: 'verified', verified, worker: id as never })
  look(world)
}

/** The other tasks whose work is in the commit but not in base. Those tasks are proven now, or were merged once. */
function containedIn({ state, base }: TrainWorld, id: string, commit: CommitSha): readonly TaskId[] {
  const changes = inside(commit).filter(change => !inside(base).includes(change))
  const contained = Object.values(state.tasks).flatMap(task => {
    const known = [task.verified?.commit, state.train?.carried?.[task.id]].flatMap(known => known ?? [])
    const isIn = (known: CommitSha) =>
      changes.includes(ownChange(known, task.id) ?? '') && inside(known).every(one => inside(commit).includes(one))
    return task.id === id ? [] : known.filter(isIn).map(commit => ({ task: task.id, commit }))
  })
  return outermost(state, contained)
}

function ownChange(commit: string, id: string): string | undefined {
  return inside(commit).find(change => change.slice(0, -1) === id)
}

/** The proof of a task is lost, and its worker continues the task. */
export function lose(world: TrainWorld, id: string): void {
  setTask(world, id, { state: 'assigned' })
}

export function setTask({ state }: { state: State }, _id: string, _over: Partial<TaskState>): void
export function setTask(world: { state: State }, id: string, over: Partial<TaskState>): void {
  const task = world.state.tasks[id]
  if (task === undefined) return
  world.state = { ...world.state, at: world.state.at + 1, tasks: { ...world.state.tasks, [id]: { ...task, ...over } } }
}

/** Reads base and where all proofs stand, as czar does. */
export function look(world: TrainWorld): void {
  const { refs } = world.state
  if (refs === null) return
  const standing: Record<string, Standing> = {}
  for (const { verified } of Object.values(world.state.tasks)) {
    if (verified === null) continue
    const isIn = inside(verified.commit).every(change => inside(world.base).includes(change))
    standing[verified.commit] = isIn ? 'landed' : 'current'
  }
  const commit = asSha(world.base)
  const base = refs.base.commit === commit ? refs.base : { commit, at: world.state.at }
  world.state = { ...world.state, refs: { ...refs, base, standing } }
}

let seq = 0
export function happen(world: TrainWorld, ...events: readonly Event[]): void {
  for (const event of events) world.state = fold(world.state, { ...event, seq: ++seq, at: world.state.at + 1 } as Journaled)
}

/**
 * Carries out the next step of merging that czar's rules ask for. Returns false if there is none. With `dies`, czar dies before it records
 * the result.
 */
export function step(world: TrainWorld, { dies = false } = {}): boolean {
  const { state } = world
  if (state.project === null) return false
  const context = createPolicyContext(state, state.project, state.at)
  tendTrain(context)
  const [decision] = context.plan().decisions
  if (decision === undefined) return false
  if (decision.kind === 'record') {
    happen(world, decision.event)
    return true
  }
  const events = carryOut(world, decision.action as TrainAction)
  if (!dies) happen(world, ...events)
  return true
}

/** Carries out steps of merging until there are none left, and returns their number. */
export function rest(world: TrainWorld): number {
  for (let moves = 0; moves < 500; moves++) if (!step(world)) return moves
  throw new Error('the train does not come to rest')
}

export const isMoving = ({ state }: TrainWorld): boolean => isTrainMoving(state)

export function membersOf({ state }: TrainWorld): readonly string[] {
  return state.train?.members.map(({ task }) => task) ?? []
}

function carryOut(world: TrainWorld, action: TrainAction): readonly Event[] {
  switch (action.do) {
    case 'begin_train':
      return [{ kind: 'train.begun', base: action.base }]
    case 'chain_train':
      return chain(world, action)
    case 'test_train': {
      world.runs.push(action.tip)
      world.tested.push(action.tasks)
      const broken = action.tasks.find(task => task === world.isBroken)
      const isGreen = !world.isBaseRed && broken === undefined && !isHit(world.breaks, action.tip)
      if (isGreen) world.green.add(action.tip)
      const run = {
        reason: isGreen ? '' : 'red',
        checks: isGreen ? passedTests(world, action) : broken === undefined ? failedTest(world, action) : [failure(world, broken)],
        log: '/log',
        tail: '',
        durationMs: 1,
      }
      return [{ kind: 'train.tested', tip: action.tip, isGreen, ...run }]
    }
    case 'advance_train':
      if (world.branch !== action.tip && world.branch !== action.from && !world.tips.includes(world.branch ?? ''))
        return [{ kind: 'train.stopped', reason: 'moved' }]
      world.branch = action.tip
      world.tips.push(action.tip)
      return [{ kind: 'train.advanced', tip: action.tip, branch: 'omnibus/sample' }]
    case 'land_train':
      throw new Error('no run ends here')
  }
}

function passedTests({ state }: TrainWorld, { tasks }: Extract<TrainAction, { do: 'test_train' }>): readonly CheckResult[] {
  return treeTests(state, tasks).flatMap(({ accept }) =>
    accept.map(name => ({ name, outcome: 'passed', exitCode: 0, durationMs: 1 }) as const),
  )
}

function failure({ state }: TrainWorld, task: TaskId): CheckResult {
  return { name: state.tasks[task]?.accept[0] ?? '', task, outcome: 'failed', exitCode: 1, durationMs: 1 }
}

/** The tests run in the order of the tasks, and the first failing test ends the run. */
function failedTest(
  { breaks, owner, state }: TrainWorld,
  { tip, tasks: order }: Extract<TrainAction, { do: 'test_train' }>,
): readonly CheckResult[] {
  const hit = breaks.filter(group => isHit([group], tip)).map(group => (owner === 'first' ? group[0] : group.at(-1)) ?? '')
  const failed = owner === null ? 0 : Math.max(0, Math.min(...hit.map(task => order.indexOf(task as TaskId))))
  return order.slice(0, failed + 1).map((task, at) => {
    const ended = at === failed ? ({ outcome: 'failed', exitCode: 1 } as const) : ({ outcome: 'passed', exitCode: 0 } as const)
    return { name: state.tasks[task]?.accept[0] ?? '', task, ...ended, durationMs: 1 }
  })
}

function chain(world: TrainWorld, { onto, commits, without }: Extract<TrainAction, { do: 'chain_train' }>): readonly Event[] {
  const members: TrainMember[] = []
  const leftOut: LeftOut[] = []
  let tip: string = onto
  for (const { task, commit } of commits) {
    const holds = (other: ProvenCommit | LeftOut) => inside(other.commit).every(change => inside(commit).includes(change))
    const needs = [...without, ...leftOut].filter(other => other.task !== task && holds(other))
    const merged = join(tip, commit)
    const aside = { task, commit, files: [], beside: needs.map(other => other.task) as TaskId[] }
    if (needs.length > 0) leftOut.push({ ...aside, because: 'needs' })
    else if (isHit(world.conflicts, merged)) leftOut.push({ ...aside, because: 'conflict' })
    else {
      tip = merged
      members.push({ task, commit, merge: asSha(tip) })
    }
  }
  return [
    ...leftOut.map(aside => ({ kind: 'train.set_aside', onto, run: null, ...aside }) as const),
    { kind: 'train.chained', onto, members },
  ]
}

/** Whether the commit contains the first proofs of all tasks in one of the groups. A later proof of a task contains the repair. */
function isHit(groups: TrainWorld['breaks'], commit: string): boolean {
  return groups.some(group => group.every(task => inside(commit).includes(`${task}1`) && !inside(commit).includes(`${task}2`)))
}
