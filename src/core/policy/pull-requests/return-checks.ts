import type { FailedCheck, PullRequestEvent } from '../../events/pull-request.ts'
import { own } from '../../model/own.ts'
import type { ChecksState, PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'
import { plainText } from '../../text/plain-text.ts'
import { threadsReturn } from './return-threads.ts'
import { whyNoWorker } from './why-no-worker.ts'

/** After the task went back this often, a person is asked. */
export const MOST_RETURNS = 2
/** Checks that may still fail are awaited for this long, so that the worker is told of all failures at once. */
const GATHER_MS = 300_000

type Returned = Extract<PullRequestEvent, { kind: 'pull_request.returned' }>

/** The checks that failed at the proven commit of an open request. Returns null if none failed, or if the checks are of another commit. */
export function failedChecks(state: State, { task: id, request, told, checks }: PullRequestState): ChecksState | null {
  if (request?.standing !== 'open' || checks === null || checks.failed.length === 0 || checks.head !== told) return null
  const task = own(state.tasks, id ?? '')
  return task?.state === 'verified' && task.verified?.commit === told ? checks : null
}

/**
 * The next task that goes back to its worker, for failed checks or for people's remarks. Returns null if there is none. `isDue`: whether a
 * time has come.
 */
export function nextReturned(state: State, isDue: (at: number) => boolean): Returned | null {
  for (const known of Object.values(state.forge.requests)) {
    const returned = checksReturn(state, known, isDue) ?? threadsReturn(state, known, isDue)
    if (returned !== null) return returned
  }
  return null
}

function checksReturn(state: State, known: PullRequestState, isDue: (at: number) => boolean): Returned | null {
  const { worker, task, branch, returns } = known
  const checks = failedChecks(state, known)
  if (checks === null || worker === null || task === null) return null
  if (returns >= MOST_RETURNS || whyNoWorker(state, known) !== null) return null
  if (checks.pending > 0 && !isDue(checks.at + GATHER_MS)) return null
  if (own(state.workers, worker)?.assignment !== null) return null
  const reasons = checks.failed.map(check => sayFailed(check, known))
  const tail = checks.failed.map(({ name, tail }) => `--- ${name}\n${tail}`).join('\n')
  return { kind: 'pull_request.returned', worker, task, branch, commit: checks.head, reasons, tail }
}

/** Check names come from the forge. They are quoted, so that nobody takes them for instructions. */
function sayFailed({ name, step, url }: FailedCheck, { request }: PullRequestState): string {
  const where = step === null ? '' : `, in its step "${plainText(step, 100)}"`
  const link = url === null ? '' : ` (${plainText(url, 300)})`
  return `The check "${plainText(name, 100)}" of pull request #${request?.number} failed at your commit${where}${link}.`
}
