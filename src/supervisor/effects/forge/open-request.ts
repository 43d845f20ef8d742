import type { Event } from '../../../core/events/event.ts'
import { ForgeError } from '../../../core/model/errors.ts'
import { withBody } from '../../../core/policy/pull-requests/request-text.ts'
import { issuesOf } from '../../../core/policy/pull-requests/text-parts.ts'
import type { FoundRequest } from '../../../core/ports/forge-port.ts'
import { asSeen, type RequestStep } from './request-step.ts'
import { bodyOf, leftOutOf, tasksOf, titleOf } from './request-words.ts'

/** Opens a pull request. If there is already an open one for the branch, czar takes over that one. */
export async function openRequest(step: RequestStep): Promise<readonly Event[]> {
  const last = await find(step)
  // Czar itself closed this pull request when the task was not to be merged. The task is proven again now, so a new pull request is
  // needed.
  const found = last?.standing === 'closed' && last.number === step.known?.abandoned ? null : last
  const preceded = found === null || step.work === null ? await precedes(step, found) : []
  // This check applies only to the pull request of a single task. A pull request of all tasks is opened even if another person has already
  // done one of the tasks.
  if (found === null && step.work !== null && preceded.length > 0) return preceded
  const { request, isFound, noDraft } =
    found === null ? await openNew(step) : { request: await tell(step, found), isFound: true, noDraft: null }
  const problem = await decorate(step, request)
  return [
    { kind: 'pull_request.opened', ...step.about, request: asSeen(request), isFound, problem, ...leftOutOf(step) },
    ...unableTo(step, noDraft),
    ...preceded,
  ]
}

/** Looks whether another person has an open pull request for one of the task's issues. Returns an event if czar does not know of it yet. */
async function precedes(step: RequestStep, found: FoundRequest | null): Promise<readonly Event[]> {
  const { state, forge, about, signal } = step
  const known = Object.values(state.forge.requests).map(({ request }) => request)
  // If czar died right after it opened `found`, the journal does not say so. So `found` counts as czar's own.
  const own = [...known, found].flatMap(request => request?.number ?? [])
  const issues = issuesOf(tasksOf(step))
  const other = await forge.findForIssues({ issues, own }, signal)
  if (other === null) return []
  const { issue, number, url } = other
  return [{ kind: 'pull_request.preceded', worker: about.worker, task: about.task, branch: about.branch, issue, other: { number, url } }]
}

/**
 * Writes the text of the pull request anew after a new proof. If a person has closed or merged the pull request meanwhile, czar records
 * that and does not change it.
 */
export async function updateRequest(step: RequestStep): Promise<readonly Event[]> {
  const found = await known(step)
  if (found === null) throw new ForgeError(`the pull request of ${step.about.branch} is gone`, { reason: 'failed' })
  const request = asSeen(await tell(step, found))
  const preceded = step.work === null ? await precedes(step, found) : []
  return [{ kind: 'pull_request.updated', ...step.about, request, ...leftOutOf(step) }, ...preceded]
}

export async function readyRequest(step: RequestStep): Promise<Event> {
  const { forge, about, signal } = step
  const found = await known(step)
  if (found === null) throw new ForgeError(`the pull request of ${about.branch} is gone`, { reason: 'failed' })
  const isReady = found.standing !== 'open' || !found.isDraft
  if (!isReady) await forge.ready(found.number, signal)
  return { kind: 'pull_request.changed', ...about, request: { ...asSeen(found), isDraft: false } }
}

function find({ forge, about, signal }: RequestStep): Promise<FoundRequest | null> {
  return forge.find(about, signal)
}

/** Finds the pull request that czar knows, by its number, as the forge shows it now. */
async function known({ forge, known, about, signal }: RequestStep): Promise<FoundRequest | null> {
  return known?.request == null ? forge.find(about, signal) : forge.read(known.request.number, signal)
}

interface Opened {
  readonly request: FoundRequest
  readonly isFound: boolean
  /** Why the pull request is no draft although czar asked for a draft. null: czar got what it asked for. */
  readonly noDraft: string | null
}

function unableTo({ about }: RequestStep, reason: string | null): readonly Event[] {
  return reason === null ? [] : [{ kind: 'pull_request.unable', ...about, step: 'draft', reason }]
}

async function openNew(step: RequestStep): Promise<Opened> {
  const { hands, forge, policy, about, signal } = step
  const request = {
    branch: about.branch,
    base: policy.base ?? hands.project.base,
    title: titleOf(step),
    body: withBody('', bodyOf(step)),
    // The pull request of all tasks is opened as soon as its first task is on the branch, so it begins as a draft.
    isDraft: step.work === null || policy.draftUntil === 'reviewed',
  }
  try {
    return { request: await forge.open(request, signal), isFound: false, noDraft: null }
  } catch (error) {
    if (!(error instanceof ForgeError) || error.reason !== 'failed') throw error
    // Opening failed. A person may have opened a pull request for the branch at this moment, so czar looks again.
    const other = await find(step)
    if (other?.standing === 'open') return { request: await tell(step, other), isFound: true, noDraft: null }
    // Some plans of GitHub do not allow drafts in private repositories. So czar opens the pull request without draft then.
    if (!request.isDraft || !/draft/i.test(error.message)) throw error
    return { request: await forge.open({ ...request, isDraft: false }, signal), isFound: false, noDraft: error.message }
  }
}

/** Puts czar's part into the text of an open pull request. The words of other people stay. */
async function tell(step: RequestStep, found: FoundRequest): Promise<FoundRequest> {
  const { forge, signal } = step
  const body = withBody(found.body, bodyOf(step))
  if (found.standing !== 'open' || body === found.body) return found
  return forge.write(found.number, body, signal)
}

/**
 * Sets labels and reviewers that are missing. If this fails, it returns the reason and does not throw, because the work need not wait for
 * labels.
 */
async function decorate({ forge, policy, signal }: RequestStep, request: FoundRequest): Promise<string | null> {
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
