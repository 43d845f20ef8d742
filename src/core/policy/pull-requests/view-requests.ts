import { own } from '../../model/own.ts'
import type { PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'
import { plainText } from '../../text/plain-text.ts'
import type { PullRequestView } from '../../views/pull-requests.ts'
import { mergeProblem } from './auto-merge.ts'
import { requestProblem } from './request-matters.ts'
import { proposable } from './tend-requests.ts'

/** Returns the pull requests of all tasks as the status shows them, and the proven tasks that will get one. */
export function viewRequests(state: State): readonly PullRequestView[] {
  const { project, forge } = state
  if (project?.policy.pullRequests == null) return []
  const known = Object.values(forge.requests).map(request => viewRequest(state, request))
  const waiting = proposable(state).filter(({ branch }) => own(forge.requests, branch) === undefined)
  const problem = forge.trouble === null ? null : plainText(forge.trouble.reason, 300)
  const notYet = { state: 'waiting', number: null, url: null, head: null, checks: null, returns: 0, problem } as const
  return [...known, ...waiting.map(({ task, worker, branch }) => ({ task, worker, branch, ...notYet }))]
}

function viewRequest(state: State, known: PullRequestState): PullRequestView {
  const { task, worker, branch, request, checks, returns } = known
  const isSeen = request !== null && checks?.head === request.head
  return {
    task,
    worker,
    branch,
    state: standingOf(known),
    number: request?.number ?? null,
    url: request?.url ?? null,
    head: request?.head ?? null,
    checks: isSeen ? { passed: checks.passed, pending: checks.pending, failed: checks.failed.map(({ name }) => name) } : null,
    returns,
    problem: requestProblem(state, known) ?? plainOrNull(behindProblem(known) ?? mergeProblem(known)),
  }
}

function behindProblem({ behind, told, request }: PullRequestState): string | null {
  return request?.standing === 'open' && behind !== null && behind.commit === told ? `is behind base: ${behind.reason}` : null
}

function plainOrNull(text: string | null): string | null {
  return text === null ? null : plainText(text, 600)
}

function standingOf({ request, refused }: PullRequestState): PullRequestView['state'] {
  if (request === null) return refused === null ? 'waiting' : 'refused'
  return request.standing === 'open' && request.isDraft ? 'draft' : request.standing
}
