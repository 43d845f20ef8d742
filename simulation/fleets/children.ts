import type { CommitSha, TaskId } from '../../src/core/model/ids.ts'
import { childrenOf, isTaskOver, isWaiting } from '../../src/core/state/facts/children.ts'
import { busyFor, commit } from '../agents/busy.ts'
import { taskOf, workOf } from '../agents/mind.ts'
import { gitSeen } from '../agents/tell.ts'
import { contains } from '../repository/repository.ts'
import { MINUTE_MS } from '../times.ts'
import type { Activity, Life } from '../world.ts'
import { agentOf, give } from './command.ts'
import type { Split } from './habits.ts'
import { mergeCommit } from './merge-commit.ts'

const POLL_MS = 20_000
const LONGEST_WAIT_MS = 60 * MINUTE_MS
const SHORT_WAIT_MS = 5 * MINUTE_MS

/** Asks for the children that the worker wants for its own task, after the worker has begun the task. */
export function* splitTask(life: Life): Activity {
  const split = splitOf(life)
  const { world, worker, agent } = life
  const { task } = agent.mind
  if (split === null || task === null || split.asked >= split.wanted) return
  const { right, wrong } = workOf(worker, task)
  if (right + wrong < split.atStep) return
  commit(life)
  while (split.asked < split.wanted) {
    split.asked++
    yield* busyFor(life, MINUTE_MS)
    if (worker.agent !== agent) return
    // The czar reads the worktree before it takes the command.
    world.czar.observe(...gitSeen(world, worker))
    give(world, { verb: 'spawn', worker: worker.id, task: `A part of ${task}`, ...dollars(life) }, agentOf(worker.id))
  }
}

/** The part of its budget that a worker gives to a child. Some workers give all of it, and some try to give more than they have. */
function dollars({ world, worker }: Life): { readonly usd?: number } {
  const known = world.czar.state().workers[worker.id]
  const usd = known?.config.budget.usd ?? null
  if (usd === null) return worker.random.chance(0.2) ? { usd: 3 } : {}
  const left = Math.max(0.01, usd - (known?.usage?.usd ?? 0))
  return { usd: left * worker.random.pick([0.2, 0.4, 0.4, 1, 1.5]) }
}

function splitOf({ world, worker, agent }: Life): Split | null {
  if (world.fleet === null || (agent.mind.task as string | null) !== worker.id) return null
  return world.fleet.splits.get(worker.id) ?? null
}

/** Before a claim, waits for the children and merges their work, if the worker's habit says so. Returns whether the worker may claim. */
export function* gatherParts(life: Life): Generator<number, boolean, void> {
  const split = splitOf(life)
  if (split === null || split.asked === 0) return true
  const { manner } = split
  if (manner === 'ends_turn' && openChildren(life).length > 0) {
    life.agent.mind.condition = 'told_to_wait'
    return false
  }
  if (manner === 'waits' || manner === 'gives_up') yield* waitForChildren(life, manner === 'waits' ? LONGEST_WAIT_MS : SHORT_WAIT_MS)
  if (manner !== 'ignores' && life.worker.random.chance(0.9)) yield* mergeParts(life)
  return life.worker.agent === life.agent
}

/** An agent that rests until its children are done looks at them again whenever it gets a text. */
export function* hearOfParts(life: Life): Activity {
  const { agent } = life
  const split = splitOf(life)
  if (split?.manner !== 'ends_turn' || agent.mind.condition !== 'told_to_wait') return
  if (openChildren(life).length === 0) agent.mind.condition = 'fine'
  if (life.worker.random.chance(0.9)) yield* mergeParts(life)
}

/** A rejection says which parts are missing. Most agents then wait for them and merge them. */
export function* mendParts(life: Life, text: string): Activity {
  const split = splitOf(life)
  if (split === null || split.manner === 'ignores') return
  if (text.includes('czar wait')) yield* waitForChildren(life, LONGEST_WAIT_MS)
  yield* mergeParts(life)
}

/** Runs `czar wait`: it returns when the czar ends the wait, when the czar dies, or after this time. */
function* waitForChildren(life: Life, longestMs: number): Activity {
  const { world, worker, agent } = life
  if (openChildren(life).length === 0) return
  if (!give(world, { verb: 'wait', worker: worker.id, tasks: [] }, agentOf(worker.id))) return
  for (const until = world.now + longestMs; world.now < until; ) {
    yield POLL_MS
    const known = world.czar.state().workers[worker.id]
    if (worker.agent !== agent || known === undefined || !isWaiting(known)) return
  }
  give(world, { verb: 'wait', worker: worker.id, tasks: [], gives_up: true }, agentOf(worker.id))
}

function openChildren({ world, worker }: Life): readonly string[] {
  const state = world.czar.state()
  return childrenOf(state.project, worker.id).flatMap(({ id }) => (isTaskOver(state, id as string as TaskId) ? [] : [id]))
}

/** Merges the proven work of the children. The worker itself does the tasks of children that failed. */
function* mergeParts(life: Life): Activity {
  const { world, worker } = life
  const state = world.czar.state()
  const children = childrenOf(state.project, worker.id).map(({ id }) => state.tasks[id])
  const proven = children.flatMap(
    (task): readonly CommitSha[] => (task?.state === 'verified' ? (task.verified?.commit ?? []) : []) as CommitSha[],
  )
  for (const part of proven) {
    if (worker.tree === null || contains(world.repository, worker.tree.head, part)) continue
    yield world.conduct.minutesOfMerge * MINUTE_MS
    if (worker.agent !== life.agent) return
    mergeCommit(life, part)
  }
  const steps = taskOf(world, life.agent.mind.task)?.steps ?? 1
  if (children.some(task => task?.state === 'failed')) yield* busyFor(life, world.conduct.minutesOfStep * MINUTE_MS * Math.min(2, steps))
}
