import type { RequestAction } from '../../../core/events/decision.ts'
import type { Event } from '../../../core/events/event.ts'
import type { ForgeRequest } from '../../../core/events/pull-request.ts'
import { assertNever, CzarError, ForgeError, InternalError, ToolError } from '../../../core/model/errors.ts'
import type { WorkerId } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import type { PullRequestPolicy } from '../../../core/model/project.ts'
import { requestBody, requestTitle, withBody } from '../../../core/policy/pull-requests/request-text.ts'
import type { ForgePort, FoundRequest } from '../../../core/ports/forge-port.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { TaskState } from '../../../core/state/types/task-state.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import type { Hands } from '../../hands.ts'

export interface RequestContext {
  readonly state: State
  /** Aborted when this czar lets go. */
  readonly signal: AbortSignal
}

/** Carries out one step of a pull request. A remote or forge that cannot be used is told as a delay: nothing is wrong with the work. */
export async function performRequest(hands: Hands, action: RequestAction, context: RequestContext): Promise<readonly Event[]> {
  const scene = sceneOf(hands, action, context)
  if (scene === null) return []
  try {
    return [await perform(hands, action, scene)]
  } catch (error) {
    if (context.signal.aborted || !(error instanceof CzarError) || error instanceof InternalError) throw error
    return [troubleOf(error, { ...action, worker: scene.worker.id })]
  }
}

function troubleOf(
  error: CzarError,
  { worker, task, branch, commit }: Pick<RequestAction, 'task' | 'branch' | 'commit'> & { worker: WorkerId },
): Event {
  const { message: reason } = error
  if (!(error instanceof ForgeError)) {
    const isDenied = error instanceof ToolError && DENIED.test(error.stderr)
    return { kind: 'pull_request.delayed', because: isDenied ? 'denied' : 'unreachable', reason, until: null }
  }
  const { reason: because, until } = error
  if (because === 'failed') return { kind: 'pull_request.refused', worker, task, branch, commit, reason }
  return { kind: 'pull_request.delayed', because, reason, until }
}

/** What git says when the remote does not let it push. */
const DENIED =
  /Authentication failed|could not read (?:Username|Password)|Permission (?:denied|to .* denied)|HTTP 40[13]|returned error: 40[13]/i

interface Scene {
  readonly state: State
  readonly signal: AbortSignal
  readonly forge: ForgePort
  readonly policy: PullRequestPolicy
  readonly task: TaskState
  readonly worker: WorkerState
}

function sceneOf({ forge, project }: Hands, action: RequestAction, { state, signal }: RequestContext): Scene | null {
  const task = own(state.tasks, action.task)
  const worker = own(state.workers, task?.worker ?? '')
  const policy = project.policy.pullRequests
  if (forge === null || policy == null || task === undefined || worker === undefined) return null
  return { state, signal, forge, policy, task, worker }
}

async function perform(hands: Hands, action: RequestAction, scene: Scene): Promise<Event> {
  const { forge, task, worker, signal } = scene
  const { branch, commit } = action
  const about = { worker: worker.id, task: task.id, branch, commit }
  switch (action.do) {
    case 'push_request': {
      const { refused } = await hands.git.publish({ branch, commit }, signal)
      if (refused !== null) return { kind: 'pull_request.refused', ...about, reason: refused }
      return { kind: 'pull_request.pushed', ...about }
    }
    case 'open_request': {
      // An earlier czar, its agent or a person may have opened it. One that somebody closed is not opened again.
      const found = await forge.find(action, signal)
      const request = found === null ? await open(hands, scene, branch) : await tell(hands, scene, found)
      const problem = await decorate(scene, request)
      return { kind: 'pull_request.opened', ...about, request: asSeen(request), isFound: found !== null, problem }
    }
    case 'update_request': {
      const found = await forge.find(action, signal)
      if (found === null) throw new ForgeError(`the pull request of ${branch} is gone`, { reason: 'failed' })
      return { kind: 'pull_request.updated', ...about, request: asSeen(await tell(hands, scene, found)) }
    }
    case 'ready_request': {
      const found = await forge.find(action, signal)
      if (found?.standing !== 'open') throw new ForgeError(`the pull request of ${branch} is not open any more`, { reason: 'failed' })
      if (found.isDraft) await forge.ready(found.number, signal)
      return { kind: 'pull_request.changed', ...about, request: { ...asSeen(found), isDraft: false } }
    }
    default:
      return assertNever(action)
  }
}

function open(hands: Hands, { forge, policy, task, state, signal }: Scene, branch: string): Promise<FoundRequest> {
  return forge.open(
    {
      branch,
      base: policy.base ?? hands.project.base,
      title: requestTitle(task),
      body: withBody('', requestBody(state, task, hands.texts.claimOf(task))),
      isDraft: policy.draftUntil === 'reviewed',
    },
    signal,
  )
}

/** Puts czar's part into the text of an open request; what others wrote stays. */
async function tell(hands: Hands, { forge, task, state, signal }: Scene, found: FoundRequest): Promise<FoundRequest> {
  const body = withBody(found.body, requestBody(state, task, hands.texts.claimOf(task)))
  if (found.standing !== 'open' || body === found.body) return found
  return forge.write(found.number, body, signal)
}

/** Sets labels and reviewers that it lacks; returns why it cannot, for work is not held up by that. */
async function decorate({ forge, policy, signal }: Scene, request: FoundRequest): Promise<string | null> {
  if (request.standing !== 'open') return null
  const labels = policy.labels.filter(label => !request.labels.includes(label))
  const reviewers = policy.reviewers.filter(name => !request.reviewers.includes(name.slice(name.indexOf('/') + 1)))
  try {
    if (labels.length > 0 || reviewers.length > 0) await forge.decorate(request.number, { labels, reviewers }, signal)
    return null
  } catch (error) {
    if (error instanceof ForgeError && (error.reason === 'failed' || error.reason === 'denied')) return error.message
    throw error
  }
}

function asSeen({ number, url, standing, isDraft, head, mergeCommit }: FoundRequest): ForgeRequest {
  return { number, url, standing, isDraft, head, mergeCommit }
}
