import type { TaskAttempt } from '../../core/events/proof/attempts-event.ts'
import type { TaskId } from '../../core/model/ids.ts'
import { own } from '../../core/model/own.ts'
import { sayStage } from '../../core/model/stages/stage.ts'
import { type HeldMessage, sayHold } from '../../core/policy/facts/held.ts'
import { unmetDependencies } from '../../core/policy/facts/work/tasks.ts'
import { saySeat } from '../../core/policy/health/say-seat.ts'
import { isWaiting, parentOf } from '../../core/state/facts/children.ts'
import { stageOf } from '../../core/state/facts/stages.ts'
import type { AttentionItem, Failure, OpenEffect, State } from '../../core/state/types/state.ts'
import type { AssignmentState, TaskState } from '../../core/state/types/task-state.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import type { Overlaps } from '../../core/territory/find-overlaps.ts'
import type { WorkerView } from '../../core/views/status.ts'
import { isoTime } from './iso-time.ts'
import { conflictsOf } from './view-conflicts.ts'
import { viewInCommon } from './view-in-common.ts'

/** The objects from which a worker's view is made. If all of them are the same as before, so is the view. */
export interface WorkerFacts {
  readonly worker: WorkerState
  readonly tasks: State['tasks']
  readonly assignment: AssignmentState | null
  readonly task: TaskState | null
  readonly overlaps: Overlaps
  readonly forecast: State['forecast']
  readonly held: HeldMessage | null
  readonly duplicates: State['duplicates']
  readonly duplicateOf: string | null
  readonly attention: AttentionItem | null
  /** Set while czar makes the worker's worktree. */
  readonly preparing: OpenEffect | null
  /** Set while czar starts the worker's agent. */
  readonly starting: OpenEffect | null
  /** The last failure to make the worker's worktree. */
  readonly unprepared: Failure | null
}

/** The view of one worker for people and programs. Long: it lists all fields. */
export function viewWorker(state: State, facts: WorkerFacts, session: string): WorkerView {
  const { worker, task, attention, held, overlaps, forecast } = facts
  const { git, health } = worker
  const open = facts.assignment?.task ?? null
  const conflicts = conflictsOf({ forecast, tasks: facts.tasks }, { worker: worker.id, open })
  return {
    health: health.health,
    since: isoTime(health.since),
    reason: reasonOf(facts),
    ...(task?.attempt === undefined ? {} : { attempt: viewAttempt(state, task.id, task.attempt) }),
    agent: worker.config.agent,
    session,
    incarnation: worker.incarnation,
    assignment: viewAssignment(state, facts.assignment),
    progress: worker.progress,
    branch: worker.worktree?.branch ?? worker.config.branch,
    worktree: worker.worktree?.path ?? null,
    start_commit: worker.worktree?.startSha ?? null,
    ahead: git?.ahead ?? 0,
    behind: git?.behind ?? 0,
    files: [...(git?.files ?? [])],
    dirty: git?.dirty ?? 0,
    last_commit: git?.lastCommit == null ? null : { ...git.lastCommit, at: isoTime(git.lastCommit.at) },
    pull_request: worker.pullRequest,
    overlaps,
    duplicate_of: facts.duplicateOf,
    conflicts_with: conflicts,
    in_common: viewInCommon(facts, { worker: worker.id, overlaps, conflicts }),
    waiting_for: task?.state === 'waiting' || task?.state === 'assigned' ? [...unmetDependencies(state, task)] : [],
    parent: parentOf(worker.config),
    waits_for: isWaiting(worker) ? [...(worker.waits?.tasks ?? [])] : [],
    unblocks: Object.values(state.tasks).flatMap(other =>
      other.state !== 'verified' && task !== null && other.after.includes(task.id) ? [other.id] : [],
    ),
    restarts: Math.max(0, worker.incarnation - 1),
    usage: viewUsage(worker),
    held: held === null ? null : sayHold(held.held),
    paused: worker.paused,
    attention: attention?.text ?? null,
  }
}

/** Shows which of several attempts at one task this is, and whether it won. */
export function viewAttempt({ attempts }: Pick<State, 'attempts'>, id: TaskId, { task, number, count }: TaskAttempt) {
  const settled = own(attempts ?? {}, task)
  const outcome: NonNullable<WorkerView['attempt']>['outcome'] = settled === undefined ? 'open' : settled.winner === id ? 'won' : 'lost'
  return { task, number, count, outcome }
}

function reasonOf({ worker: { health, paused }, preparing, starting, unprepared }: WorkerFacts): string {
  if (health.matter !== 'seat' || paused) return health.reason
  const problem = unprepared?.reason ?? null
  return saySeat({ isPreparing: preparing !== null, isStarting: starting !== null, problem }) ?? health.reason
}

function viewAssignment(workers: Pick<State, 'workers'>, assignment: AssignmentState | null): WorkerView['assignment'] {
  if (assignment === null) return null
  const { id, task, kind, state, acknowledged, rejections } = assignment
  const stage = stageOf(workers, task)
  const said = stage === null ? {} : { stage: sayStage(stage) }
  return { id, task, kind, state, ...said, acknowledged: acknowledged?.text ?? null, attempts: rejections }
}

function viewUsage({ usage, turns }: WorkerState): WorkerView['usage'] {
  const { usd = null, tokens = null, context = null, isUsdPartial = false } = usage ?? {}
  return { usd, tokens, context, turns: turns.ended, is_partial: isUsdPartial }
}
