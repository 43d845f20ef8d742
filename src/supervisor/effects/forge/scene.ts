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

/** What each step for a pull request needs. */
export interface RequestScene extends RequestContext {
  readonly hands: Hands
  readonly forge: ForgePort
  readonly policy: PullRequestPolicy
  /** The task that the pull request is about. null: it is about the tested work of all tasks. */
  readonly work: { readonly task: TaskState; readonly worker: WorkerState } | null
  /** What czar knows about the pull request of the branch. */
  readonly known: PullRequestState | undefined
  /** Fields that every event about the pull request has. */
  readonly about: Pick<PullRequestState, 'worker' | 'task' | 'branch'> & Pick<RequestAction, 'commit'>
}

/** Collects what the step needs. null: its task, its worker or the setting for pull requests no longer exists. */
export function sceneOf(hands: Hands, action: RequestAction, context: RequestContext): RequestScene | null {
  const { forge, project } = hands
  const { state } = context
  const { branch, commit } = action
  const policy = project.policy.pullRequests
  if (forge === null || policy == null) return null
  const scene = { ...context, hands, forge, policy, known: own(state.forge.requests, branch) }
  if (action.task === null) return { ...scene, work: null, about: { worker: null, task: null, branch, commit } }
  const task = own(state.tasks, action.task)
  const worker = own(state.workers, task?.worker ?? '')
  if (task === undefined || worker === undefined) return null
  return { ...scene, work: { task, worker }, about: { worker: worker.id, task: task.id, branch, commit } }
}

export function asSeen({ number, url, standing, isDraft, head, mergeCommit }: FoundRequest): ForgeRequest {
  return { number, url, standing, isDraft, head, mergeCommit }
}
