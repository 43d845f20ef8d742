import type { RequestAction } from '../../events/decision.ts'
import type { CommitSha } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import { branchOfTask } from '../../state/facts/branch-of.ts'
import type { PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { isForeign } from './is-foreign.ts'
import { whyNotMerged } from './tested-work.ts'

/** Some checks start a little later than the first ones. Czar waits this long for them. */
const SETTLE_MS = 30_000
/** Once all checks pass, czar waits this long for the forge to merge the request. The forge may require that people review it first. */
const MERGE_MS = 60_000

type Step = { readonly do: Extract<RequestAction['do'], 'arm_request' | 'disarm_request' | 'merge_request'>; readonly reason: string }
type IsDue = PolicyContext['isDue']

/** Returns what czar does next to get a request merged that is open and ready at `commit`, or null if there is nothing to do. */
export function mergeStep(state: State, known: PullRequestState, commit: CommitSha, isDue: IsDue): Step | null {
  const { request, armed, unable, branch } = known
  if (state.project?.policy.pullRequests?.autoMerge !== 'green' || request === null) return null
  if (request.standing !== 'open' || request.isDraft || request.head !== commit || known.told !== commit) return null
  if (unable.auto_merge?.commit === commit || armed?.how === 'off') return null
  if (armed?.commit !== commit) return { do: 'arm_request', reason: `${branch} is ready to be merged when its checks are green` }
  if (armed.how !== 'czar' || !isGreen(known) || !isDue((known.checks?.at ?? 0) + SETTLE_MS)) return null
  return { do: 'merge_request', reason: `all checks of ${branch} are green` }
}

/** Whether czar must tell the forge not to merge the request by itself, because its commit is no longer the proven one. */
export function disarmStep(state: State, known: PullRequestState): Step | null {
  const { request, armed, branch, task: id, unable, told } = known
  if (armed?.how !== 'forge' || request?.standing !== 'open' || (told !== null && unable.auto_merge?.commit === told)) return null
  if (state.project?.policy.pullRequests?.autoMerge !== 'green') return { do: 'disarm_request', reason: '`auto_merge` is off' }
  if (isForeign(known)) return { do: 'disarm_request', reason: `${branch} has commits that czar did not push` }
  if (id === null) {
    const why = whyNotMerged(state, known)
    return why === null ? null : { do: 'disarm_request', reason: why }
  }
  const task = own(state.tasks, id)
  const isWorkedOn = task === undefined || (task.state !== 'verified' && task.state !== 'stale') || branchOfTask(state, task) !== branch
  return isWorkedOn ? { do: 'disarm_request', reason: `${id} is not proven any more` } : null
}

/** Whether the request is about to be merged. */
export function isAboutToMerge(known: PullRequestState, isDue: IsDue): boolean {
  const { armed, request, told, checks } = known
  if (armed === null || armed.how === 'off' || armed.commit !== told || request?.standing !== 'open') return false
  return isGreen(known) && known.unable.auto_merge?.commit !== told && !isDue((checks?.at ?? 0) + MERGE_MS)
}

/** Says why a request that should be merged waits for a person, as the end of a sentence about the request. Returns null if it does not. */
export function mergeProblem({ armed, unable, told, checks, request }: PullRequestState): string | null {
  if (request?.standing !== 'open' || told === null) return null
  if (unable.auto_merge?.commit === told) return `is not merged by itself: ${unable.auto_merge.reason}`
  if (armed?.commit !== told) return null
  if (armed.how === 'off') return 'is not merged by itself: a person switched its auto-merge off'
  const isWithoutChecks = checks?.head === told && checks.passed + checks.pending + checks.failed.length === 0
  return armed.how === 'czar' && isWithoutChecks ? 'is not merged by itself: it has no checks that could become green' : null
}

function isGreen({ checks, told }: PullRequestState): boolean {
  return checks !== null && checks.head === told && checks.passed > 0 && checks.pending === 0 && checks.failed.length === 0
}
