import type { RequestAction } from '../../../core/events/decision.ts'
import type { ForgeRequest } from '../../../core/events/pull-request.ts'
import { own } from '../../../core/model/own.ts'
import type { PullRequestPolicy } from '../../../core/model/policy/policy.ts'
import type { ForgePort, FoundRequest } from '../../../core/ports/forge-port.ts'
import type { PullRequestState } from '../../../core/state/types/pull-request-state.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { TaskState } from '../../../core/state/types/task-state.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import type { Hands } from '../../hands.ts'

export interface RequestContext {
  readonly state: State
  /** Aborted when czar exits. */
  readonly signal: AbortSignal
}

/** The facts and tools for one step on a pull request. */
export interface RequestStep extends RequestContext {
  readonly hands: Hands
  readonly forge: ForgePort
  readonly policy: PullRequestPolicy
  /** The task that the pull request is about. null: it is about the tested work of all tasks. */
  readonly work: { readonly task: TaskState; readonly worker: WorkerState } | null
  /** Czar's record of the branch's pull request. */
  readonly known: PullRequestState | undefined
  /** Fields that every event about the pull request has. */
  readonly about: Pick<PullRequestState, 'worker' | 'task' | 'branch'> & Pick<RequestAction, 'commit'>
}

/** Collects the facts for a step. null: its task, its worker or the setting for pull requests no longer exists. */
export function stepFor(hands: Hands, action: RequestAction, context: RequestContext): RequestStep | null {
  const { forge, project } = hands
  const { state } = context
  const { branch, commit } = action
  const policy = project.policy.pullRequests
  if (forge === null || policy == null) return null
  const step = { ...context, hands, forge, policy, known: own(state.forge.requests, branch) }
  if (action.task === null) return { ...step, work: null, about: { worker: null, task: null, branch, commit } }
  const task = own(state.tasks, action.task)
  const worker = own(state.workers, task?.worker ?? '')
  if (task === undefined || worker === undefined) return null
  return { ...step, work: { task, worker }, about: { worker: worker.id, task: task.id, branch, commit } }
}

export function asSeen({ number, url, standing, isDraft, head, mergeCommit }: FoundRequest): ForgeRequest {
  return { number, url, standing, isDraft, head, mergeCommit }
}
