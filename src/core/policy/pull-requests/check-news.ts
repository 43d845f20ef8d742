import type { FailedCheck, PullRequestEvent } from '../../events/pull-request.ts'
import type { CommitSha } from '../../model/ids.ts'
import type { ForgeCheck } from '../../ports/forge-port.ts'
import type { PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'

/** A request whose checks count, because it is open and its last commit is the one that its text describes. */
export interface CheckedRequest extends Pick<PullRequestState, 'worker' | 'task' | 'branch' | 'checks' | 'commentStamp'> {
  readonly head: CommitSha
  readonly number: number
}

/** Czar reads the logs of at most this many failed checks, because the first failures are enough to find the fault. */
const MOST_FAILED = 3

/** Returns the requests whose checks czar reads. Checks of an older commit, or of another person's commit, say nothing about the work. */
export function checkedRequests({ forge }: Pick<State, 'forge'>): readonly CheckedRequest[] {
  return Object.values(forge.requests).flatMap(({ worker, task, branch, request, told, checks, commentStamp }) => {
    if (request?.standing !== 'open' || request.head !== told) return []
    const { head, number } = request
    return [{ worker, task, branch, head, number, commentStamp, checks: checks?.head === head ? checks : null }]
  })
}

/** Returns the failed checks whose logs czar reads. */
export function failedNow(checks: readonly ForgeCheck[]): readonly ForgeCheck[] {
  return checks.filter(({ outcome }) => outcome === 'failed').slice(0, MOST_FAILED)
}

/** Returns the checks if they have changed since czar last read them. */
export function checkNews(
  { checks: before, worker, task, branch, head }: CheckedRequest,
  checks: readonly ForgeCheck[],
  failed: readonly FailedCheck[],
): readonly PullRequestEvent[] {
  const [passed, pending] = [countOf(checks, 'passed'), countOf(checks, 'pending')]
  const isSame = before?.passed === passed && before.pending === pending && namesOf(before.failed) === namesOf(failed)
  return isSame ? [] : [{ kind: 'pull_request.checked', worker, task, branch, head, passed, pending, failed }]
}

function countOf(checks: readonly ForgeCheck[], wanted: ForgeCheck['outcome']): number {
  return checks.filter(({ outcome }) => outcome === wanted).length
}

function namesOf(failed: readonly FailedCheck[]): string {
  return failed.map(({ name }) => name).join('\n')
}
