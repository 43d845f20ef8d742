import type { PullRequest } from '../events/pull-request.ts'
import { own } from '../model/own.ts'
import { isInBase } from '../model/refs-state.ts'
import { doubtOf } from '../policy/facts/work/doubt.ts'
import { isStranded } from '../policy/facts/work/out-of-reach.ts'
import { unmetDependencies } from '../policy/facts/work/tasks.ts'
import { livingRivals } from '../state/facts/attempts.ts'
import { branchOfTask, homeBranch } from '../state/facts/branch-of.ts'
import { wantedTasks } from '../state/facts/is-reviewer.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'
import type { WorkerState } from '../state/types/worker-state.ts'
import { plainText } from '../text/plain-text.ts'
import { remarksOf } from '../views/proof-remarks.ts'
import type { LandedTask, UnlandedTask } from './summary.ts'
import type { ClaimTally, Tally } from './tally.ts'

/** Returns the tasks whose work was proven in the summarized time, the oldest first. */
export function landedTasks(state: State, tally: Tally): readonly LandedTask[] {
  const claims = claimsByTask(tally)
  return Object.values(state.tasks)
    .flatMap(task =>
      task.state === 'verified' && task.verified !== null && task.verified.at >= tally.from ? landed(state, task, claims) : [],
    )
    .sort((left, right) => left.verified_at - right.verified_at)
}

/** Returns the tasks that are not proven, in the order of the file, each with the reason. */
export function unlandedTasks(state: State, tally: Tally): readonly UnlandedTask[] {
  const claims = claimsByTask(tally)
  return wantedTasks(state)
    .filter(task => task.state !== 'verified' && task.state !== 'dropped' && !livingRivals(state, task).some(isAhead(task)))
    .map(task => ({
      task: task.id,
      kind: task.kind,
      state: task.state,
      worker: task.worker,
      branch: branchOf(state, task),
      tries: triesOf(claims.get(task.id)),
      why: plainText(whyNot(state, task), 500),
    }))
}

/** Only the furthest of several attempts at one task is listed, because the task is missing only once. */
function isAhead({ attempt, state }: TaskState): (rival: TaskState) => boolean {
  if (state === 'failed') return () => true
  return rival => rival.state === 'verified' || rival.state === 'stale' || (rival.attempt?.number ?? 0) < (attempt?.number ?? 0)
}

type Claims = ReadonlyMap<string, readonly ClaimTally[]>

function claimsByTask({ claims }: Tally): Claims {
  return Map.groupBy(Object.values(claims), claim => claim.task)
}

function landed(state: State, task: TaskState, claims: Claims): readonly LandedTask[] {
  if (task.verified === null) return []
  const last = claims.get(task.id)?.at(-1)
  return [
    {
      task: task.id,
      kind: task.kind,
      worker: task.worker,
      branch: branchOf(state, task),
      commit: task.verified.commit,
      pull_request: pullRequestOf(state, task),
      subject: last?.subject ?? null,
      said: last?.said ?? null,
      tries: triesOf(claims.get(task.id)),
      flaky: last?.flaky ?? 0,
      flags: flagsOf(state, task).map(text => plainText(text, 500)),
      is_merged: isInBase(state.refs?.standing[task.verified.commit]),
      is_edited: state.refs?.standing[task.verified.commit] === 'edited',
      verified_at: task.verified.at,
      took_ms: task.assignedAt === null ? null : Math.max(0, task.verified.at - task.assignedAt),
    },
  ]
}

/** Returns the remarks on a proof, the same as in `czar status`. */
function flagsOf(state: State, task: TaskState): readonly string[] {
  const doubt = doubtOf(state, task)?.reason
  return [...(task.verified === null ? [] : remarksOf(task.verified)), ...(doubt === undefined ? [] : [doubt])]
}

function triesOf(claims: readonly ClaimTally[] = []): number {
  return claims.reduce((sum, claim) => sum + claim.tries, 0)
}

function branchOf(state: State, task: TaskState): string | null {
  const holder = holderOf(state, task)
  return branchOfTask(state, task) ?? (holder === undefined ? null : homeBranch(holder))
}

function pullRequestOf(state: State, task: TaskState): PullRequest | null {
  const assignment = own(state.assignments, task.assignment ?? '')
  if (assignment?.branch != null) return assignment.pullRequest
  return holderOf(state, task)?.pullRequest ?? null
}

function holderOf({ workers }: State, { worker, kind, id }: TaskState): WorkerState | undefined {
  return own(workers, worker ?? (kind === 'primary' ? id : ''))
}

function whyNot(state: State, task: TaskState): string {
  if (task.state === 'failed') return task.failure ?? 'it failed'
  const holder = holderOf(state, task)
  if (holder !== undefined) return sayHolder(state, holder.id, task)
  const unmet = unmetDependencies(state, task)
  if (isStranded(state, task)) return `cannot start: ${unmet.join(', ')} will not be verified`
  if (unmet.length > 0) return `waits for ${unmet.join(', ')}`
  return task.reservedFor === null ? 'no worker has taken it yet' : `is reserved for ${task.reservedFor}`
}

/**
 * Says why a task is not proven: the reason of the worker's health, and the last rejection. The reason alone may only say that the worker
 * corrects its work.
 */
function sayHolder(state: State, worker: string, task: TaskState): string {
  const reason = own(state.workers, worker)?.health.reason ?? ''
  const last = task.assignment === null ? null : (own(state.assignments, task.assignment)?.lastVerdict ?? null)
  const rejected = last?.verdict === 'rejected' ? `; last claim rejected: ${plainText(last.reasons.join('; '), 400)}` : ''
  return `${reason}${rejected}`
}
