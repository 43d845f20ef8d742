import { own } from '../model/own.ts'
import type { Project } from '../model/project.ts'
import { ranUntil } from '../state/facts/ran-until.ts'
import type { State } from '../state/types/state.ts'
import type { AssignmentStart, AssignmentState, TaskState } from '../state/types/task-state.ts'
import type { WorkerState } from '../state/types/worker-state.ts'
import { plainText } from '../text/plain-text.ts'
import { withoutLogins } from '../text/without-logins.ts'
import type { WorkRecord, WorkResult } from './work-record.ts'

/** Returns a record for each assignment of the project, the oldest first. Reviews are left out, because they prove no task. */
export function recordsOf(state: State): readonly WorkRecord[] {
  const { project, launchedAt } = state
  if (project === null || launchedAt === null) return []
  const identity = { project: project.name, repository: repositoryOf(project), launchedAt }
  const next = nextStarts(state)
  return Object.values(state.assignments).flatMap(assignment => {
    const task = own(state.tasks, assignment.task)
    const worker = own(state.workers, assignment.worker)
    if (task === undefined || task.kind === 'review' || worker === undefined) return []
    return [{ ...identity, ...workOf(assignment, task), ...usedOf({ assignment, worker, next: next.get(assignment.id), at: state.at }) }]
  })
}

/** Returns the address of a project's repository, or its path if the file names no address. */
export function repositoryOf({ repo, repoUrl }: Pick<Project, 'repo' | 'repoUrl'>): string {
  return withoutLogins(repoUrl ?? repo)
}

type Described = Omit<WorkRecord, 'project' | 'repository' | 'launchedAt' | 'workedMs' | 'usd' | 'tokens' | 'agent' | 'model' | 'role'>

function workOf(assignment: AssignmentState, task: TaskState): Described {
  const { judged, endedAt } = assignment
  return {
    assignment: assignment.id,
    task: task.id,
    kind: assignment.kind,
    worker: assignment.worker,
    owns: task.owns,
    textLength: task.text.text.length,
    result: resultOf(assignment, task),
    claims: judged?.claims ?? 0,
    rightFirst: judged === undefined ? null : judged.first === 'verified',
    sentBack: whySentBack(assignment),
    startedAt: assignment.at,
    endedAt: endedAt ?? null,
  }
}

function resultOf({ id, state, ended }: AssignmentState, task: TaskState): WorkResult {
  if (state === 'verified') return task.assignment === id && task.verified?.by !== undefined ? 'copied' : 'proven'
  if (state !== 'failed') return 'open'
  return ended === 'failed' || ended === 'dropped' ? ended : 'returned'
}

const REASONS = 3

function whySentBack({ rejected, ended, refusal }: AssignmentState): readonly string[] {
  const lost = ended === null || ended === 'failed' || ended === 'dropped' ? [] : [refusal === null ? ended : `${ended}: ${refusal}`]
  const reasons = rejected.map(claim => claim.reasons[0] ?? 'rejected')
  return [...reasons, ...lost].slice(-REASONS).map(reason => plainText(withoutLogins(reason), 160))
}

/** Returns for each assignment the usage of its worker at the time of the worker's next assignment. */
function nextStarts({ assignments }: State): ReadonlyMap<string, AssignmentStart> {
  const next = new Map<string, AssignmentStart>()
  const last = new Map<string, string>()
  for (const { id, worker, began } of Object.values(assignments)) {
    const before = last.get(worker)
    if (before !== undefined && began !== undefined) next.set(before, began)
    last.set(worker, id)
  }
  return next
}

interface Use {
  readonly assignment: AssignmentState
  readonly worker: WorkerState
  readonly next: AssignmentStart | undefined
  readonly at: number
}

/**
 * Returns who did the work, and the usage. Agents often report their usage after the check. So the usage until the worker's next task
 * counts for this task.
 */
function usedOf({ assignment, worker, next, at }: Use): Pick<WorkRecord, 'workedMs' | 'usd' | 'tokens' | 'agent' | 'model' | 'role'> {
  const { began, endedAt } = assignment
  if (began === undefined) {
    const { agent, model, role } = worker.config
    return { agent, model, role, workedMs: null, usd: null, tokens: null }
  }
  const { agent, model, role } = began
  const now = { ...used(worker), ranMs: ranUntil(worker.ran, at), ...next }
  const most = Math.max(0, (endedAt ?? at) - assignment.at)
  return {
    agent,
    model,
    role,
    workedMs: Math.min(most, Math.max(0, now.ranMs - began.ranMs)),
    usd: grown(began.usd, now.usd),
    tokens: grown(began.tokens, now.tokens),
  }
}

function used({ usage }: WorkerState): Pick<AssignmentStart, 'usd' | 'tokens'> {
  return { usd: usage?.usd ?? null, tokens: usage?.tokens ?? null }
}

function grown(before: number | null, after: number | null): number | null {
  return after === null ? null : Math.max(0, after - (before ?? 0))
}
