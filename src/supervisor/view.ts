import type { State, TaskState, WorkerState } from '../core/model/state.ts'
import type { StatusView, TaskView, WorkerView } from '../core/model/status.ts'
import { ownTask, unmetDependencies } from '../core/policy/tasks.ts'

export interface ViewContext {
  /** Wall time of the czar's last sign of life, ms. */
  readonly heartbeatAt: number
  readonly sessionName: (worker: WorkerState['id']) => string
}

/** The public view of the state: what status.json, the API and `czar status` give. */
export function viewOf(state: State, { heartbeatAt, sessionName }: ViewContext): StatusView {
  const tasks = Object.values(state.tasks)
  return {
    version: 1,
    project: state.project?.name ?? '',
    updated_at: iso(state.at),
    seq: state.seq,
    repo: state.project?.repo ?? '',
    base: state.project?.base ?? '',
    czar: {
      pid: state.czar.pid,
      epoch: state.czar.epoch,
      state: state.czar.phase === 'new' ? 'starting' : state.czar.phase,
      heartbeat_at: iso(heartbeatAt),
    },
    workers: Object.fromEntries(Object.values(state.workers).map(worker => [worker.id, viewWorker(state, worker, sessionName(worker.id))])),
    queue: tasks.filter(task => task.kind === 'bonus').map(viewTask),
    tasks: tasks.map(viewTask),
    attention: Object.values(state.attention)
      .filter(item => item.settledAt === null)
      .map(({ key, worker, text, hint, at }) => ({ key, worker, text, hint, since: iso(at) })),
  }
}

function viewWorker(state: State, worker: WorkerState, session: string): WorkerView {
  const { git, health } = worker
  const task = ownTask(state, worker)
  const attention = Object.values(state.attention).find(item => item.worker === worker.id && item.settledAt === null)
  return {
    health: health.health,
    since: iso(health.since),
    reason: health.reason,
    agent: worker.config.agent,
    session,
    incarnation: worker.incarnation,
    assignment: viewAssignment(state, worker),
    progress: worker.progress,
    branch: worker.worktree?.branch ?? worker.config.branch,
    worktree: worker.worktree?.path ?? null,
    ahead: git?.ahead ?? 0,
    behind: git?.behind ?? 0,
    files: [...(git?.files ?? [])],
    dirty: git?.dirty ?? 0,
    last_commit: git?.lastCommit == null ? null : { sha: git.lastCommit.sha, subject: git.lastCommit.subject, at: iso(git.lastCommit.at) },
    waiting_for: task?.state === 'waiting' || task?.state === 'assigned' ? [...unmetDependencies(state, task)] : [],
    unblocks: Object.values(state.tasks).flatMap(other =>
      other.state !== 'verified' && task !== null && other.after.includes(task.id) ? [other.id] : [],
    ),
    restarts: Math.max(0, worker.incarnation - 1),
    attention: attention?.text ?? null,
  }
}

function viewAssignment(state: State, worker: WorkerState): WorkerView['assignment'] {
  const assignment = worker.assignment === null ? undefined : state.assignments[worker.assignment]
  if (assignment === undefined) return null
  const { id, task, kind, acknowledged, rejections } = assignment
  return { id, task, kind, state: assignment.state, acknowledged: acknowledged?.text ?? null, attempts: rejections }
}

function viewTask(task: TaskState): TaskView {
  const isOver = task.endedAt !== null && task.assignedAt !== null
  return {
    id: task.id,
    kind: task.kind,
    state: task.state,
    worker: task.worker,
    after: [...task.after],
    verified_commit: task.verified?.commit ?? null,
    attempts: task.attempts,
    duration_ms: isOver ? (task.endedAt ?? 0) - (task.assignedAt ?? 0) : null,
  }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
