import { checkWorker, reachesOutside } from '../../config/check-worker.ts'
import type { Command } from '../../core/events/command.ts'
import type { TaskId, WorkerId } from '../../core/model/ids.ts'
import { own } from '../../core/model/own.ts'
import type { Project } from '../../core/model/project.ts'
import { carvedBudget } from '../../core/policy/budget/carved-budget.ts'
import { workerSpending } from '../../core/policy/budget/spending.ts'
import { childrenOf, isWaiting, parentOf } from '../../core/state/facts/children.ts'
import { planOf } from '../../core/state/facts/stages.ts'
import type { State } from '../../core/state/types/state.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import { type CommandOutcome, outcome, refused } from './command-outcome.ts'
import type { AroundWorker } from './worker.ts'

/** Adds a worker for a part of another worker's task, if the policy allows it. Its work begins at that worker's last commit. */
export function spawnChild(
  state: State,
  { verb: _verb, worker: parentId, id, usd, ...wanted }: Extract<Command, { verb: 'spawn' }>,
  around: AroundWorker,
): CommandOutcome {
  const { project, tasks } = state
  const parent = own(state.workers, parentId)
  if (project === null || parent === undefined) return refused(`there is no worker "${parentId}"`, null)
  const problem = whyNotSpawn(state, project, parent) ?? whyNotPaid(state, parent, { usd: usd ?? null, now: around.now })
  if (problem !== null) return refused(`no worker is added: ${problem}`, 'do this part yourself')
  const owns = wanted.owns ?? [...parent.config.owns]
  const outside = reachesOutside(parent.config.owns, owns)
  if (outside !== null)
    return refused(`${outside} lies outside of your own territory: ${parent.config.owns.join(', ')}`, 'czar spawn --help')
  const from = parent.git?.head ?? null
  const name = id ?? freeName(state, parent.id)
  const raw = { ...wanted, id: name, owns, ...(usd === undefined ? {} : { budget: { usd } }) }
  const config = checkWorker(raw, { ...around, project, tasks, by: { who: 'worker', parent: parent.id, from }, like: parent.config })
  if ('problems' in config) return refused(`${name} is not added: ${config.problems.join('; ')}`, 'czar spawn --help')
  // A worker of this name has left before, and its branch has its work.
  const hasWork = own(state.workers, config.id)?.worktree?.branch === config.branch
  const start = hasWork ? 'which has its earlier work' : `from ${from?.slice(0, 8) ?? 'base'}`
  return outcome(
    [{ kind: 'worker.added', worker: config.id, config }],
    `${name} works on it, on ${config.branch}${hasWork ? ', ' : ' '}${start}. You are told when it is proven; czar wait ${name} waits for it.`,
  )
}

function whyNotSpawn(state: State, project: Project, parent: WorkerState): string | null {
  const { spawn } = project.policy
  if (spawn == null) return 'the project file does not allow it (policy.spawn)'
  if (parent.assignment === null || state.assignments[parent.assignment]?.task !== (parent.id as string))
    return `${parent.id} does not work on its own task now`
  const depth = depthOf(project, parent.id)
  if (depth >= spawn.depth) return `policy.spawn.depth is ${spawn.depth}, and ${parent.id} is at depth ${depth}`
  const ever = Object.values(state.workers).filter(({ config }) => parentOf(config) === parent.id && planOf(config) === null).length
  return ever >= spawn.children ? `policy.spawn.children is ${spawn.children}, and ${parent.id} has had ${ever}` : null
}

function depthOf(project: Project, id: WorkerId): number {
  let depth = 0
  for (let at: WorkerId | null = id; at !== null && depth < 100; depth++) {
    const config = project.workers.find(worker => worker.id === at)
    at = config === undefined ? null : parentOf(config)
  }
  return depth - 1
}

function whyNotPaid(state: State, parent: WorkerState, { usd, now }: { readonly usd: number | null; readonly now: number }): string | null {
  const { usd: limit } = carvedBudget(state, parent, now)
  if (limit === null) return null
  const left = Math.max(0, limit - workerSpending(parent, now).usd)
  if (usd === null) return `${parent.id} has a budget, so say which part of it: --usd (less than ${left.toFixed(2)})`
  // A parent without any money would be ended at once.
  return usd < left ? null : `${parent.id} has ${left.toFixed(2)} USD left of its budget, and needs some of it to merge the work`
}

function freeName({ workers, tasks }: State, parent: WorkerId): string {
  let number = 1
  const base = parent.slice(0, 27)
  while (own(workers, `${base}-${number}`) !== undefined || own(tasks, `${base}-${number}`) !== undefined) number++
  return `${base}-${number}`
}

/** A worker waits for tasks of its children. Meanwhile its agent takes no seat. */
export function waitFor(state: State, worker: WorkerState, wanted: readonly string[]): CommandOutcome {
  const children = childrenOf(state.project, worker.id).map(({ id }) => id as string)
  const unknown = wanted.find(id => !children.includes(id))
  if (unknown !== undefined)
    return refused(`${unknown} is no child of ${worker.id}`, children.length === 0 ? null : `children: ${children.join(', ')}`)
  const tasks = (wanted.length === 0 ? children : wanted) as readonly TaskId[]
  if (tasks.length === 0) return refused(`${worker.id} has no children to wait for`, 'czar spawn --help')
  return outcome([{ kind: 'wait.begun', worker: worker.id, tasks }], `waits for ${tasks.join(', ')}`)
}

/** Ends a worker's wait, although its children may still be at work. */
export function giveUpWaiting(worker: WorkerState): CommandOutcome {
  if (!isWaiting(worker)) return outcome([], `${worker.id} does not wait`)
  return outcome([{ kind: 'wait.ended', worker: worker.id, reason: 'it gave up waiting' }], `${worker.id} waits no more`)
}
