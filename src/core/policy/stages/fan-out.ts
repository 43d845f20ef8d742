import type { StageTask } from '../../events/stages/stage-task.ts'
import type { Budget } from '../../model/budget.ts'
import type { CommitSha, TaskId, WorkerId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { WorkerConfig } from '../../model/project.ts'
import type { NeededArtefact } from '../../model/stages/stage.ts'
import { parentOf } from '../../state/facts/children.ts'
import { planOf } from '../../state/facts/stages.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { carvedBudget } from '../budget/carved-budget.ts'
import { workerSpending } from '../budget/spending.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { mayHaveChildren } from '../facts/work/may-have-children.ts'
import { isStranded } from '../facts/work/out-of-reach.ts'
import { isInFile, ownTask } from '../facts/work/tasks.ts'

const LONGEST_ID = 31

/**
 * Gives each task that a stage planned a worker of its own, which works for the stage that the list divides. A list that is proven again
 * adds workers for its new tasks only.
 */
export function fanOut(context: PolicyContext): void {
  const { state } = context
  if (state.czar.phase !== 'supervising') return
  for (const worker of Object.values(state.workers)) {
    const { dividedBy } = worker.config.stage ?? {}
    if (dividedBy !== undefined && mayHaveChildren(state, worker)) addParts(context, worker, dividedBy)
    const plan = planOf(worker.config)
    if (plan !== null) failStranded(context, worker)
  }
}

function addParts(context: PolicyContext, parent: WorkerState, { stage, worker: planner, path }: NeededArtefact): void {
  const { state, now } = context
  const { state: proof, planned = [], parts = {} } = own(state.tasks, planner) ?? {}
  const tasks = proof === 'verified' ? planned.filter(({ id }) => own(parts, id) === undefined) : []
  if (tasks.length === 0) return
  const names = namesFor(state, parent, tasks)
  const nameOf = (id: string) => names.get(id) ?? own(parts, id)
  const from = firstCommit(state, parent)
  const shares = sharesOf(leftOf(state, parent, now), tasks)
  for (const task of tasks) {
    const config: WorkerConfig = {
      ...inherited(parent.config),
      id: nameOf(task.id) as WorkerId,
      branch: branchFor(nameOf(task.id) ?? ''),
      role: task.role ?? parent.config.role,
      task: task.text,
      owns: task.owns.length > 0 ? task.owns : parent.config.owns,
      accept: task.accept,
      dependsOn: task.dependsOn.flatMap(id => (nameOf(id) ?? []) as WorkerId),
      waitForDependencies: true,
      budget: { ...parent.config.budget, ...shares(task) },
      addedBy: { who: 'worker', parent: parent.id, from, plan: { stage: planner, task: task.id } },
    }
    context.record({ kind: 'worker.added', worker: config.id, config }, `${path} of the stage ${stage} has the task ${task.id}`)
  }
}

function inherited({ agent, model, account, git, setup, env }: WorkerConfig) {
  return { agent, model, account, git, setup, env }
}

/** The commit at which the parts begin: the stage's own last commit or, without one, the proven work of the previous stage. */
function firstCommit(state: State, parent: WorkerState): CommitSha | null {
  const before = ownTask(state, parent)?.after.map(id => own(state.tasks, id)?.verified?.commit ?? null) ?? []
  return parent.git?.head ?? before[0] ?? null
}

/**
 * Chooses a name for the worker of each task. All names were free when the list was proven, but another worker may have taken one since.
 */
function namesFor(state: State, parent: WorkerState, tasks: readonly StageTask[]): ReadonlyMap<string, string> {
  const workers = Object.values(state.workers)
  const taken = new Set([...workers.flatMap(({ id, config }) => [id as string, config.branch]), ...Object.keys(state.tasks)])
  const names = new Map<string, string>()
  for (const { id } of tasks) {
    const name = freeName(`${parent.config.stage?.of ?? parent.id}-${id}`, taken)
    for (const used of [name, branchFor(name)]) taken.add(used)
    names.set(id, name)
  }
  return names
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const end = number === 1 ? '' : `-${number}`
    const name = `${wanted.slice(0, LONGEST_ID - end.length)}${end}`
    if (!taken.has(name) && !taken.has(branchFor(name))) return name
  }
}

function branchFor(name: string): string {
  return `feat/${name}`
}

/** The part of the stage's budget that is neither used nor given to a task. */
function leftOf(state: State, parent: WorkerState, now: number): Pick<Budget, 'usd' | 'tokens'> {
  const { usd, tokens } = carvedBudget(state, parent, now)
  const spent = workerSpending(parent, now)
  return {
    usd: usd === null ? null : Math.max(0, usd - spent.usd),
    tokens: tokens === null ? null : Math.max(0, tokens - spent.tokens),
  }
}

/**
 * The part of the budget that each task gets. What the list gives to no task is shared equally among the other tasks and the stage itself,
 * which has to put the work together.
 */
function sharesOf({ usd, tokens }: Pick<Budget, 'usd' | 'tokens'>, tasks: readonly StageTask[]) {
  const given = tasks.reduce((sum, task) => sum + (task.usd ?? 0), 0)
  const others = tasks.filter(task => task.usd === null).length
  const each = usd === null ? null : Math.max(0, usd - given) / (others + 1)
  return (task: StageTask): Pick<Budget, 'usd' | 'tokens'> => ({
    usd: task.usd ?? each,
    tokens: tokens === null ? null : Math.floor(tokens / (tasks.length + 1)),
  })
}

/**
 * Fails a task of the list that can never begin, because a task that it needs failed. Czar then tells the parent, which does the task
 * itself.
 */
function failStranded(context: PolicyContext, worker: WorkerState): void {
  const { state } = context
  const task = ownTask(state, worker)
  if (task === null || parentOf(worker.config) === null || !isInFile(state, worker) || !isStranded(state, task)) return
  const lost = task.after.filter(id => !isProvenOrOpen(state, id))
  const reason = `it cannot begin without ${(lost.length > 0 ? lost : task.after).join(', ')}`
  context.record({ kind: 'task.failed', task: task.id, reason }, reason)
}

function isProvenOrOpen({ tasks }: State, id: TaskId): boolean {
  const state = own(tasks, id)?.state
  return state !== undefined && state !== 'failed' && state !== 'dropped'
}
