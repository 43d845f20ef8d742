import type { CommitSha, TaskId } from '../../src/core/model/ids.ts'
import { peerArea, workOf } from '../agents/mind.ts'
import type { SimulatedWorker, Work, Worktree, World } from '../world.ts'
import { commitName, treeAt, writeCommit } from './repository.ts'
import { hasBoth, isAt, type Part, settle, type Tree, withPart } from './tree.ts'

/** Commits what is in the worktree: the worker's work on the task, on top of earlier work. */
export function commitWork(world: World, worker: SimulatedWorker, task: TaskId): void {
  if (worker.tree === null) return
  record(world, worker, { tree: treeNow(world, worker, worker.tree, task), parents: [worker.tree.head] })
}

/** Adds a commit to the branch that is checked out. */
export function record({ repository }: World, { id, tree }: SimulatedWorker, commit: { tree: Tree; parents: readonly CommitSha[] }): void {
  if (tree === null) return
  tree.commits++
  tree.dirty = 0
  tree.head = writeCommit(repository, commitName(id, tree.commits), commit)
  repository.branches.set(tree.branch, tree.head)
}

/** What the worktree contains, committed or not. */
export function treeNow(world: World, worker: SimulatedWorker, { head }: Worktree, task: TaskId): Tree {
  const before = treeAt(world.repository, head)
  const now = withPart(before, partOf(world, worker, task))
  // A worker that builds on another worker's work makes its own work fit that work.
  const seen = world.plan.meetings.filter(meeting => meeting.kind === 'clash' && hasBoth(now, meeting) && !isAt(before, task, meeting))
  return seen.reduce(settle, now)
}

function partOf(world: World, worker: SimulatedWorker, task: TaskId): Part {
  const { right, wrong, faults, blindFaults, outside, files, keptAway, isOfPeer } = workOf(worker, task)
  const places = placesAt(world, task, right).filter(id => !keptAway.has(id))
  const counts = { right, wrong, faults, blindFaults, outside: outside.size }
  const instead = isOfPeer ? (peerArea(world, worker.id) as TaskId) : null
  return { task, version: ++world.counters.versions, ...counts, files: new Set(files), places: new Set(places), instead }
}

/**
 * The places that a task has reached after this many steps. A helper that two tasks need counts as a place, and so does a task that two
 * workers do.
 */
function placesAt({ plan }: World, task: TaskId, steps: number): readonly string[] {
  return plan.meetings.flatMap(({ id, at }) => (at[task] !== undefined && at[task] <= steps ? [id] : []))
}

/** Whether another worker has already done this step: a helper that both tasks need, or a part of a task that both workers do. */
export function isRepeated({ plan, workers }: World, task: TaskId, { right }: Work): boolean {
  const rightOf = (other: TaskId) => Math.max(0, ...[...workers.values()].map(({ works }) => works.get(other)?.right ?? 0))
  return plan.meetings.some(({ kind, at, tasks }) => {
    const begins = at[task]
    const other = tasks[0] === task ? tasks[1] : tasks[0]
    if (begins === undefined) return false
    if (kind === 'twin') return rightOf(other) >= right
    return kind === 'helper' && begins === right && rightOf(other) >= (at[other] ?? 0)
  })
}
