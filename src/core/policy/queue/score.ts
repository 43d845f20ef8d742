import type { Project } from '../../model/project.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { reachOf, shareTerritory } from '../../territory/share-territory.ts'
import { memoizeByObject } from '../engine/cache/memoize-by-object.ts'
import { type PastResult, pastResults } from './past-results.ts'

/** How well a worker suits a bonus task, with the reasons, the most important first. */
export interface Match {
  readonly points: number
  readonly reasons: readonly string[]
}

/** Adds up the points for and against this worker. */
export function scoreOf(state: State, worker: WorkerState, task: TaskState): number {
  const past = relatedResults(state, worker, task)
  let points = 0
  for (const criterion of CRITERIA) if (criterion.holds({ state, worker, task, past })) points += criterion.points
  return points
}

/** Adds up the same points, and gives the reason for each. */
export function explainMatch(state: State, worker: WorkerState, task: TaskState): Match {
  const past = relatedResults(state, worker, task)
  const reasons = CRITERIA.filter(({ holds }) => holds({ state, worker, task, past })).map(({ reason }) => reason)
  return { points: scoreOf(state, worker, task), reasons }
}

interface Pair {
  readonly state: State
  readonly worker: WorkerState
  readonly task: TaskState
  /** The results of the worker's earlier tasks that owned the same files, or in a role that the task prefers. */
  readonly past: readonly PastResult[]
}

interface Criterion {
  readonly points: number
  readonly reason: string
  readonly holds: (pair: Pair) => boolean
}

/**
 * The points for and against a worker. Each number is larger than all later ones together. The worker that owns the files comes first,
 * unless it has failed with these files and another worker has better results. What other projects know of the agent decides only between
 * equals.
 */
const CRITERIA: readonly Criterion[] = [
  { points: 80, reason: 'the task prefers it', holds: ({ worker, task }) => task.bonus?.prefers.workers.includes(worker.id) === true },
  {
    points: 40,
    // Any other worker would first have to merge that work.
    reason: 'its branch has what the task builds on',
    holds: ({ state, worker, task }) => task.after.length > 0 && task.after.every(id => state.tasks[id]?.worker === worker.id),
  },
  { points: 20, reason: 'the task prefers its role', holds: ({ worker, task }) => hasPreferredRole(worker, task) },
  {
    points: 8,
    reason: 'it owns that territory',
    holds: ({ worker, task }) =>
      task.owns.length > 0 && worker.config.owns.length > 0 && shareTerritory(reach(task.owns), reach(worker.config.owns)),
  },
  { points: 5, reason: 'it was verified there at first try', holds: ({ past }) => past.some(({ outcome }) => outcome === 'first_try') },
  { points: 2, reason: 'it was verified there', holds: ({ past }) => past.some(({ outcome }) => outcome === 'later_try') },
  { points: -5, reason: 'it failed there before', holds: ({ past }) => past.some(({ outcome }) => outcome === 'failed') },
  {
    points: 1,
    reason: "its agent's first claims were right more often",
    holds: ({ state, worker }) => isBetterAgent(state.project, worker.config.agent),
  },
]

/** With fewer checked first claims than this, an agent's results count for nothing. */
const FEWEST_CLAIMS = 10
/** The shares of right first claims must differ by this much. */
const BETTER_BY = 0.1

function isBetterAgent(project: Project | null, agent: string): boolean {
  return project?.experience !== undefined && betterAgents(project).has(agent)
}

/** The agents whose first claims were clearly more often right than those of another agent of the project. */
const betterAgents = memoizeByObject(({ experience = {} }: Project): ReadonlySet<string> => {
  const shares = Object.entries(experience).flatMap(([agent, { claimed, rightFirst }]) =>
    claimed < FEWEST_CLAIMS ? [] : [{ agent, share: rightFirst / claimed }],
  )
  const best = Math.max(0, ...shares.map(({ share }) => share))
  const isBest = ({ share }: { share: number }) => best - share < BETTER_BY
  return new Set(shares.every(isBest) ? [] : shares.filter(isBest).map(({ agent }) => agent))
})

const reach = memoizeByObject(reachOf)

function relatedResults(state: State, worker: WorkerState, task: TaskState): readonly PastResult[] {
  const past = pastResults(state, worker.id)
  return hasPreferredRole(worker, task) ? past : past.filter(({ owns }) => shareTerritory(reach(owns), reach(task.owns)))
}

function hasPreferredRole({ config }: WorkerState, task: TaskState): boolean {
  return config.role !== null && task.bonus?.prefers.roles.includes(config.role) === true
}
