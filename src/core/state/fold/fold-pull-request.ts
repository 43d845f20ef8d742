import type { ForgeRequest, PullRequestEvent } from '../../events/pull-request.ts'
import type { CommitSha } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { Handlers } from '../fold.ts'
import type { PullRequestState } from '../types/pull-request-state.ts'
import type { State } from '../types/state.ts'
import { updateAssignment, updateTask, updateWorker } from '../update.ts'
import { foldAnswers, returnThreads, seeThreads } from './fold-threads.ts'
import { openAgain } from './proof/fold-recheck.ts'

export const foldPullRequest: Handlers<PullRequestEvent> = {
  'pull_request.seen': see,
  'pull_request.pushed': (state, event) =>
    answered(update(state, event, { ...pushedAt(state, event), carries: event.carries ?? null, refused: null })),
  'pull_request.refused': (state, { commit, reason, ...event }, at) => answered(update(state, event, { refused: { commit, reason, at } })),
  'pull_request.unable': (state, { step, commit, reason, ...event }) =>
    answered(update(state, event, { unable: { ...own(state.forge.requests, event.branch)?.unable, [step]: { commit, reason } } })),
  'pull_request.opened': (state, event, at) => {
    const { worker, branch, request, commit, problem } = event
    const known = own(state.forge.requests, branch)
    const isNew = known?.request != null && known.request.number !== request.number
    const opened = answered(update(state, event, { ...(isNew ? ANEW : {}), ...shown(state, event), told: commit, toldAt: at, problem }))
    return worker === null ? opened : see(opened, { worker, branch, ...request })
  },
  'pull_request.preceded': (state, { issue, other, ...event }, at) =>
    answered(update(state, event, { preceded: other === null ? null : { ...other, issue, at } })),
  'pull_request.updated': (state, event, at) => answered(update(state, event, { ...shown(state, event), told: event.commit, toldAt: at })),
  'pull_request.changed': (state, event, at) => answered(update(state, event, { ...shown(state, event), changedAt: at })),
  'pull_request.caught_up': catchUp,
  'pull_request.checked': (state, { head, passed, pending, failed, ...event }, at) => {
    const { pushed, carries } = own(state.forge.requests, event.branch) ?? {}
    const isGreen = head === pushed && passed > 0 && pending === 0 && failed.length === 0
    const green = isGreen && carries != null ? { green: carries } : {}
    return update(state, event, { checks: { head, passed, pending, failed, at }, ...green })
  },
  'pull_request.approved': (state, event) => update(state, event, { approved: event.head }),
  'pull_request.armed': (state, { commit, how, ...event }) => answered(update(state, event, { armed: { commit, how } })),
  'pull_request.disarmed': (state, event) => answered(update(state, event, { armed: null })),
  'pull_request.commented': (state, { stamp, threads, ...event }, at) =>
    update(state, event, { commentStamp: stamp, threads: seeThreads(threadsOf(state, event), threads, at) }),
  'pull_request.answered': (state, event) =>
    answered(update(state, event, { threads: foldAnswers(threadsOf(state, event), event.threads) })),
  'pull_request.abandoned': (state, event) =>
    answered(update(state, event, { request: event.request, abandoned: event.request.number, armed: null })),
  'pull_request.returned': giveBack,
  'pull_request.delayed': (state, { because, reason, until, isLook }, at) => {
    const count = (state.forge.trouble?.count ?? 0) + 1
    const trouble = { because, reason, until, at, count, ...(isLook === true ? { isLook } : {}) }
    return { ...state, forge: { ...state.forge, trouble } }
  },
  'pull_request.reached': answered,
}

/** The values for a new pull request of a branch that had one before. */
const ANEW = { armed: null, approved: null, threads: {}, threadReturns: 0, threadReturnsOf: {}, commentStamp: null, returns: 0 } as const

function shown({ forge }: State, { branch, request, ...event }: Showing): Partial<PullRequestState> {
  const known = own(forge.requests, branch)
  const isSame = known?.request?.number === request.number
  const leftOut = event.leftOut === undefined ? {} : { leftOut: event.leftOut }
  const wasReady = !request.isDraft || (isSame && known.wasReady === true)
  return { request, wasReady, ...leftOut, ...landedBy(known, request) }
}

/**
 * Returns the proven commits that the merged request brought into base. A commit that was pushed too late for the merge is not among them.
 */
function landedBy(known: PullRequestState | undefined, { standing, head }: ForgeRequest): Pick<PullRequestState, 'landed'> {
  if (standing !== 'merged' || known?.carries == null || head === known.pushedBefore) return {}
  return { landed: [...new Set([...(known.landed ?? []), ...known.carries.members.map(({ commit }) => commit)])] }
}

interface Showing {
  readonly branch: string
  readonly request: ForgeRequest
  readonly leftOut?: string
}

function pushedAt({ forge }: State, { branch, commit }: { branch: string; commit: CommitSha }) {
  const { pushed = null, pushedBefore = null } = own(forge.requests, branch) ?? {}
  return { pushed: commit, pushedBefore: pushed === commit ? pushedBefore : pushed }
}

type Place = Pick<PullRequestState, 'worker' | 'task' | 'branch'>

function update(state: State, { worker, task, branch }: Place, change: Partial<PullRequestState>): State {
  const before = own(state.forge.requests, branch) ?? {
    pushed: null,
    pushedBefore: null,
    unable: {},
    refused: null,
    request: null,
    told: null,
    toldAt: 0,
    checks: null,
    approved: null,
    armed: null,
    abandoned: null,
    threads: {},
    threadReturns: 0,
    commentStamp: null,
    caughtUp: [],
    behind: null,
    changedAt: 0,
    returns: 0,
    problem: null,
  }
  const requests = { ...state.forge.requests, [branch]: { ...before, worker, task, branch, ...change } }
  return { ...state, forge: { ...state.forge, requests } }
}

/** Opens the assignment of proven work again. This does not count as a rejected claim, so the worker has all its attempts. */
function giveBack(state: State, event: Extract<PullRequestEvent, { kind: 'pull_request.returned' }>, at: number): State {
  const { commit, reasons, tail, branch } = event
  const task = own(state.tasks, event.task)
  const assignment = own(state.assignments, task?.assignment ?? '')
  if (task?.state !== 'verified' || assignment === undefined || own(state.workers, assignment.worker)?.assignment !== null) return state
  const lastVerdict = { at, verdict: 'rejected', commit, reasons, checks: [], log: null, tail, flags: [] } as const
  const reopened = openAgain(state, { assignment, task, lastVerdict })
  const uncounted = updateAssignment(reopened, assignment.id, () => ({ rejections: 0, toldRejections: -1 }))
  const known = own(state.forge.requests, branch)
  const { returns = 0, threadReturns = 0 } = known ?? {}
  // If the pull request holds the work of all tasks, `known` names no worker and no task, and this stays so.
  const place = known ?? event
  if (event.threads === undefined) return update(uncounted, place, { returns: returns + 1 })
  const threads = returnThreads(threadsOf(state, event), event.threads, commit)
  const of = known?.threadReturnsOf ?? {}
  const counts = place.task === null ? { threadReturnsOf: { ...of, [task.id]: (own(of, task.id) ?? 0) + 1 } } : {}
  return update(uncounted, place, { threads, threadReturns: threadReturns + 1, ...counts })
}

function threadsOf({ forge }: State, { branch }: Pick<Place, 'branch'>): PullRequestState['threads'] {
  return own(forge.requests, branch)?.threads ?? {}
}

/**
 * Takes the merge commit as the proven one, because its files are the same as those that were tested when the work was merged with base. A
 * review of the work still counts. If the proof no longer counts, the function leaves it as it is, and czar checks the last commit of the
 * branch.
 */
function catchUp(before: State, event: Extract<PullRequestEvent, { kind: 'pull_request.caught_up' }>, at: number): State {
  const { from, commit, base, after, reason, branch } = event
  const behind = reason === null ? null : { commit: from, reason }
  const state = update(before, event, { caughtUp: after, behind })
  const task = own(state.tasks, event.task ?? '')
  if (commit === null || task?.state !== 'verified' || task.verified?.commit !== from || state.refs === null) return state
  const { verified: proof } = task
  const reviews = Object.entries(state.reviews).map(([id, review]) =>
    review.task === task.id && review.commit === from ? [id, { ...review, commit }] : [id, review],
  )
  const branches = { ...state.refs.branches, [branch]: { commit, at } }
  const standing = { ...state.refs.standing, [commit]: 'current' as const }
  const moved = { ...state, reviews: Object.fromEntries(reviews), refs: { ...state.refs, branches, standing } }
  return updateTask(moved, task.id, () => ({ verified: { ...proof, commit, base } }))
}

/** The forge and the remote work again, so earlier failures no longer count. */
function answered(state: State): State {
  return state.forge.trouble === null ? state : { ...state, forge: { ...state.forge, trouble: null } }
}

type Seen = Pick<Extract<PullRequestEvent, { kind: 'pull_request.seen' }>, 'worker' | 'branch' | 'number' | 'url'>

function see(state: State, { worker, branch, number, url }: Seen): State {
  const task = Object.values(state.assignments).findLast(assignment => assignment.worker === worker && assignment.branch === branch)
  if (task !== undefined) return updateAssignment(state, task.id, () => ({ pullRequest: { number, url } }))
  return updateWorker(state, worker, ({ worktree }) => (worktree?.home.branch === branch ? { pullRequest: { number, url } } : {}))
}
