import type { PullRequestEvent } from '../../events/pull-request.ts'
import { own } from '../../model/own.ts'
import type { Handlers } from '../fold.ts'
import type { PullRequestState } from '../types/pull-request-state.ts'
import type { State } from '../types/state.ts'
import { updateAssignment, updateWorker } from '../update.ts'
import { openAgain } from './proof/fold-recheck.ts'

export const foldPullRequest: Handlers<PullRequestEvent> = {
  // The branch belongs neither to the worker nor to one of its tasks.
  'pull_request.seen': see,
  'pull_request.pushed': (state, event) => answered(update(state, event, { pushed: event.commit, refused: null })),
  'pull_request.refused': (state, { commit, reason, ...event }) => answered(update(state, event, { refused: { commit, reason } })),
  'pull_request.opened': (state, event, at) =>
    see(answered(update(state, event, { request: event.request, told: event.commit, toldAt: at, problem: event.problem })), {
      ...event,
      ...event.request,
    }),
  'pull_request.updated': (state, event, at) => answered(update(state, event, { request: event.request, told: event.commit, toldAt: at })),
  'pull_request.changed': (state, event) => answered(update(state, event, { request: event.request })),
  'pull_request.checked': (state, { head, passed, pending, failed, ...event }, at) =>
    update(state, event, { checks: { head, passed, pending, failed, at } }),
  'pull_request.approved': (state, event) => update(state, event, { approved: event.head }),
  'pull_request.returned': giveBack,
  'pull_request.delayed': (state, { because, reason, until }, at) => {
    const count = (state.forge.trouble?.count ?? 0) + 1
    return { ...state, forge: { ...state.forge, trouble: { because, reason, until, at, count } } }
  },
}

type Place = Pick<PullRequestState, 'worker' | 'task' | 'branch'>

function update(state: State, { worker, task, branch }: Place, change: Partial<PullRequestState>): State {
  const before = own(state.forge.requests, branch) ?? {
    pushed: null,
    refused: null,
    request: null,
    told: null,
    toldAt: 0,
    checks: null,
    approved: null,
    returns: 0,
    problem: null,
  }
  const requests = { ...state.forge.requests, [branch]: { ...before, worker, task, branch, ...change } }
  return { ...state, forge: { ...state.forge, requests } }
}

/** Opens the assignment of proven work again. This counts as no rejected claim, so all attempts are left. */
function giveBack(state: State, event: Extract<PullRequestEvent, { kind: 'pull_request.returned' }>, at: number): State {
  const { commit, reasons, tail, branch } = event
  const task = own(state.tasks, event.task)
  const assignment = own(state.assignments, task?.assignment ?? '')
  if (task?.state !== 'verified' || assignment === undefined || own(state.workers, assignment.worker)?.assignment !== null) return state
  const lastVerdict = { at, verdict: 'rejected', commit, reasons, checks: [], log: null, tail, flags: [] } as const
  const reopened = openAgain(state, { assignment, task, lastVerdict })
  const uncounted = updateAssignment(reopened, assignment.id, () => ({ rejections: 0, toldRejections: -1 }))
  return update(uncounted, event, { returns: (own(state.forge.requests, branch)?.returns ?? 0) + 1 })
}

/** The forge and the remote can be used again, so earlier failures are forgotten. */
function answered(state: State): State {
  return state.forge.trouble === null ? state : { ...state, forge: { ...state.forge, trouble: null } }
}

type Seen = Pick<Extract<PullRequestEvent, { kind: 'pull_request.seen' }>, 'worker' | 'branch' | 'number' | 'url'>

function see(state: State, { worker, branch, number, url }: Seen): State {
  const task = Object.values(state.assignments).findLast(assignment => assignment.worker === worker && assignment.branch === branch)
  if (task !== undefined) return updateAssignment(state, task.id, () => ({ pullRequest: { number, url } }))
  return updateWorker(state, worker, ({ worktree }) => (worktree?.home.branch === branch ? { pullRequest: { number, url } } : {}))
}
