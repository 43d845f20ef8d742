import { isDeepStrictEqual } from 'node:util'
import { effectIdOf } from '../../core/events/effect-id.ts'
import type { PastDuration } from '../../core/history/work-totals.ts'
import type { WorkerId } from '../../core/model/ids.ts'
import { own } from '../../core/model/own.ts'
import { sameItems } from '../../core/model/same-items.ts'
import { type Lease, leaseOf } from '../../core/policy/assignments/lease.ts'
import { alertTroubles } from '../../core/policy/attention/alerts.ts'
import { otherVersions } from '../../core/policy/attention/other-versions.ts'
import { memoizeByObject } from '../../core/policy/engine/cache/memoize-by-object.ts'
import { heldMessage } from '../../core/policy/facts/held.ts'
import { doubtOf } from '../../core/policy/facts/work/doubt.ts'
import { openAssignment, ownTask } from '../../core/policy/facts/work/tasks.ts'
import { viewTrain } from '../../core/policy/landing/view-train.ts'
import { viewRequests } from '../../core/policy/pull-requests/view-requests.ts'
import { viewReviews } from '../../core/policy/review/view-review.ts'
import { branchOfTask } from '../../core/state/facts/branch-of.ts'
import { isOneFamily } from '../../core/state/facts/children.ts'
import { wantedTasks } from '../../core/state/facts/is-reviewer.ts'
import type { AttentionItem, State } from '../../core/state/types/state.ts'
import type { TaskState } from '../../core/state/types/task-state.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import { findOverlaps, type Overlaps } from '../../core/territory/find-overlaps.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { viewDuplicates } from '../../core/views/duplicates.ts'
import { hintNow } from '../../core/views/hint-text.ts'
import { remarksOf } from '../../core/views/proof-remarks.ts'
import { viewStages } from '../../core/views/stages.ts'
import type { StatusView, TaskView, WorkerView } from '../../core/views/status.ts'
import { countTasks } from '../../core/views/task-counts.ts'
import { isoTime } from './iso-time.ts'
import { viewConflicts } from './view-conflicts.ts'
import { createEstimateView } from './view-estimate.ts'
import { viewAttempt, viewWorker, type WorkerFacts } from './view-worker.ts'

const MINUTE_MS = 60_000

/** Returns the view of the state for people and programs. `heartbeatAt` is the time of czar's last heartbeat, in ms since the epoch. */
export type ViewOf = (state: State, heartbeatAt: number) => StatusView

/**
 * Creates the function that builds the content of status.json, of the API and of `czar status`. The function remembers the last content. A
 * worker that has not changed gives the same object again, so only changes cost time. `past` is how long earlier tasks of the repository
 * took. Long: the inner function lists what a worker's view is made of.
 */
export function createView(sessionName: (worker: WorkerId) => string, past: readonly PastDuration[] = []): ViewOf {
  const estimateOf = createEstimateView(past)
  const last = new Map<WorkerId, { readonly facts: WorkerFacts; readonly view: WorkerView }>()
  const overlapsIn = rememberOverlaps()

  function viewKnown(state: State, facts: WorkerFacts): WorkerView {
    const { id } = facts.worker
    const known = last.get(id)
    if (known !== undefined && sameItems(Object.values(known.facts), Object.values(facts))) return known.view
    const view = viewWorker(state, facts, sessionName(id))
    last.set(id, { facts, view })
    return view
  }

  return (state, heartbeatAt) => {
    const overlaps = overlapsIn(state)
    const open = Object.values(state.attention).filter(item => item.settledAt === null)
    const attention = new Map(open.toReversed().map(item => [item.worker, item]))
    const factsOf = (worker: WorkerState): WorkerFacts => ({
      worker,
      tasks: state.tasks,
      assignment: openAssignment(state, worker),
      task: ownTask(state, worker),
      overlaps: overlaps.get(worker.id) ?? [],
      forecast: state.forecast,
      held: heldMessage(state, worker),
      duplicates: state.duplicates,
      duplicateOf: duplicateOf(state, worker),
      attention: attention.get(worker.id) ?? null,
      preparing: own(state.effects, effectIdOf({ do: 'prepare_worktree', worker: worker.id })) ?? null,
      starting: own(state.effects, effectIdOf({ do: 'start_agent', worker: worker.id, incarnation: worker.incarnation + 1 })) ?? null,
      unprepared: own(state.failures, effectIdOf({ do: 'prepare_worktree', worker: worker.id })) ?? null,
    })
    const workers = Object.values(state.workers).map(worker => [worker.id, viewKnown(state, factsOf(worker))] as const)
    return viewProject(state, heartbeatAt, {
      workers: Object.fromEntries(workers),
      attention: open.map(item => viewAttention(state, item)),
      estimate: estimateOf(state, Math.max(state.at, heartbeatAt)),
    })
  }
}

/** The earlier task whose work equals the worker's, for the worker's newest task that has such a duplicate. */
function duplicateOf({ duplicates, tasks }: State, { id }: WorkerState): string | null {
  if (duplicates === undefined) return null
  const found = Object.values(duplicates).findLast(
    ({ worker, task, assignment }) => worker === id && own(tasks, task)?.assignment === assignment,
  )
  return found === undefined ? null : (found.earlier.task ?? 'base')
}

// Long: the function lists all fields of the status.
function viewProject(
  state: State,
  heartbeatAt: number,
  { workers, attention, estimate }: Pick<StatusView, 'workers' | 'attention' | 'estimate'>,
): StatusView {
  const tasks = wantedTasks(state)
  return {
    version: 1,
    project: state.project?.name ?? '',
    // Before its first event the project has no start time, because it is still being launched. In that case the heartbeat's time is shown.
    started_at: isoTime(state.launchedAt ?? heartbeatAt),
    updated_at: isoTime(state.at),
    seq: state.seq,
    journal: null,
    file: state.project?.file ?? '',
    file_edit: viewEdit(state.edit),
    repo: state.project?.repo ?? '',
    base: state.project?.base ?? '',
    czar: {
      pid: state.czar.pid,
      epoch: state.czar.epoch,
      state: state.czar.phase === 'new' ? 'starting' : state.czar.phase,
      heartbeat_at: isoTime(heartbeatAt),
    },
    usage: viewTotal(Object.values(workers), state),
    workers,
    queue: tasks.filter(task => task.kind === 'bonus').map(task => viewTask(state, task)),
    tasks: tasks.map(task => viewTask(state, task)),
    counts: countTasks(tasks),
    estimate,
    train: viewTrain(state),
    stages: [...viewStages(state)],
    reviews: [...viewReviews(state)],
    duplicates: [...viewDuplicates(state)],
    conflicts: viewConflicts(state),
    pull_requests: [...viewRequests(state)],
    attention,
    base_gates: viewBaseGates(state),
    alerts: alertTroubles(state).map(({ name, reason, at }) => ({ name, problem: plainText(reason, 300), since: isoTime(at) })),
    programs: otherVersions(state).map(({ differs, ...program }) => ({ ...program, differs: [...differs] })),
  }
}

function viewBaseGates({ baseGates }: State): StatusView['base_gates'] {
  if (baseGates === undefined) return null
  return { base: baseGates.base, findings: baseGates.findings.map(finding => ({ ...finding, text: plainText(finding.text, 1_000) })) }
}

function viewEdit(edit: State['edit']): StatusView['file_edit'] {
  return edit === null ? null : { ...edit, problem: edit.problem === null ? null : plainText(edit.problem, 300) }
}

function viewTask(state: State, task: TaskState): TaskView {
  const holder = task.kind === 'bonus' && task.state === 'assigned' && task.worker !== null ? own(state.workers, task.worker) : undefined
  const lease = holder === undefined ? null : leaseOf(state, holder)
  const doubt = task.recheck?.reason ?? doubtOf(state, task)?.reason ?? null
  // If the task has no lease and no doubt, the same object is used again as long as the task is unchanged.
  const kept = viewKept(task)(branchOfTask(state, task), task.attempt && viewAttempt(state, task.id, task.attempt))
  if (lease === null && doubt === null) return kept
  return { ...kept, doubt, lease: lease === null ? null : viewLease(lease) }
}

/**
 * Shows the end of a lease rounded up to a full minute. Each activity renews the lease, and without rounding each renewal would change the
 * view.
 */
function viewLease({ owner, epoch, expiresAt }: Lease): NonNullable<TaskView['lease']> {
  return { worker: owner, epoch, expires_at: expiresAt === null ? null : isoTime(Math.ceil(expiresAt / MINUTE_MS) * MINUTE_MS) }
}

/** The view of a task on its branch. The view is remembered, because it hardly ever changes. */
const viewKept = memoizeByObject((task: TaskState) => {
  let last: TaskView | null = null
  return (branch: string | null, attempt?: AttemptView): TaskView => {
    last = last?.branch === branch && last.attempt?.outcome === attempt?.outcome ? last : viewOnBranch(task, branch, attempt)
    return last
  }
})

type AttemptView = TaskView['attempt']

function viewOnBranch(task: TaskState, branch: string | null, attempt: AttemptView): TaskView {
  const isOver = task.endedAt !== null && task.assignedAt !== null
  return {
    id: task.id,
    kind: task.kind === 'bonus' ? 'bonus' : 'primary',
    state: task.state,
    ...(attempt && { attempt }),
    worker: task.worker,
    reserved_for: task.reservedFor,
    after: [...task.after],
    priority: task.bonus?.priority ?? 0,
    added: task.origin === 'person',
    earlier: task.earlier.map(({ worker, how, left }) => ({ worker, how, branch: left?.branch ?? null, commit: left?.commit ?? null })),
    lease: null,
    branch,
    verified_commit: task.verified?.commit ?? null,
    proven_by: task.verified?.by === undefined ? null : (task.verified.by.task ?? 'base'),
    doubt: null,
    remarks: task.verified === null ? [] : remarksOf(task.verified).map(text => plainText(text, 500)),
    attempts: task.attempts,
    duration_ms: isOver ? (task.endedAt ?? 0) - (task.assignedAt ?? 0) : null,
  }
}

/** Adds up the usage of all workers. If the usage of a worker is unknown, the true sum is larger than the result. */
function viewTotal(workers: readonly WorkerView[], { reviews }: State): StatusView['usage'] {
  // When a review is closed, its reviewer is no longer in the list of workers. So the usage of a closed review is taken from the review
  // itself.
  const closed = Object.values(reviews).filter(({ isClosed }) => isClosed)
  const all = [...workers, ...closed]
  const tokens = all.flatMap(({ usage }) => usage?.tokens ?? [])
  const dollars = all.flatMap(({ usage }) => usage?.usd ?? [])
  return {
    usd: dollars.length === 0 ? null : dollars.reduce((sum, usd) => sum + usd, 0),
    tokens: tokens.length === 0 ? null : tokens.reduce((sum, count) => sum + count, 0),
    turns: workers.reduce((sum, { usage }) => sum + usage.turns, 0) + closed.reduce((sum, { turns }) => sum + turns, 0),
    is_partial:
      workers.some(({ usage, incarnation }) => usage.is_partial || (incarnation > 0 && usage.usd === null)) ||
      closed.some(({ usage, ranMs }) => usage?.isUsdPartial === true || (ranMs > 0 && usage?.usd == null)),
  }
}

function viewAttention(state: State, { key, worker, text, hint, at }: AttentionItem): StatusView['attention'][number] {
  return { key, worker, text, hint: hintNow(state, hint), since: isoTime(at) }
}

/**
 * Remembers which workers change the same files, until git, a worktree or a task changes. A worker for whom nothing has changed gets the
 * same object again.
 */
function rememberOverlaps(): (state: State) => ReadonlyMap<WorkerId, Overlaps> {
  let sources: readonly unknown[] = []
  let overlaps: ReadonlyMap<WorkerId, Overlaps> = new Map()
  return state => {
    const now = [state.tasks, ...Object.values(state.workers).flatMap(({ git, worktree }) => [git, worktree])]
    if (sameItems(sources, now)) return overlaps
    sources = now
    const before = overlaps
    overlaps = new Map(
      [...findOverlaps(state, (one, other) => isOneFamily(state, one, other))].map(([worker, found]) => [
        worker,
        keepEqual(before.get(worker), found),
      ]),
    )
    return overlaps
  }
}

function keepEqual<Value>(before: Value | undefined, now: Value): Value {
  return before !== undefined && isDeepStrictEqual(before, now) ? before : now
}
