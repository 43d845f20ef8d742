import type { CarriedWork, FailedCheck, PullRequestEvent } from '../../events/pull-request.ts'
import { own } from '../../model/own.ts'
import type { ChecksState, PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import { plainText } from '../../text/plain-text.ts'
import { threadsReturn } from './return-threads.ts'
import { whyNoWorker } from './why-no-worker.ts'

/** After the task has gone back this many times, a person is asked. */
const MOST_RETURNS = 2
/** How long czar waits for the remaining checks, so that the worker is told of all failures at once. */
const GATHER_MS = 300_000

type Returned = Extract<PullRequestEvent, { kind: 'pull_request.returned' }>

/** The checks that failed at the proven commit of an open request. Returns null if none failed, or if the checks are of another commit. */
export function failedChecks(state: State, { task: id, request, told, pushed, checks, carries }: PullRequestState): ChecksState | null {
  if (request?.standing !== 'open' || checks === null || checks.failed.length === 0 || checks.head !== told) return null
  // What was pushed since may be mended, and its text is written a moment later.
  if (id === null && checks.head !== pushed) return null
  const members = id === null ? (carries?.members ?? []) : [{ task: id, commit: told }]
  const isProven = ({ task, commit }: (typeof members)[number]) => {
    const now = own(state.tasks, task)
    return now?.state === 'verified' && now.verified?.commit === commit
  }
  return members.length > 0 && members.every(isProven) ? checks : null
}

/**
 * The task that failed checks go back to. For a request of all tasks it is the only one that is new since all checks were green on the same
 * base. Returns null if there are several: czar does not guess.
 */
function guiltyTask(state: State, { task, carries, green }: PullRequestState): TaskState | null {
  if (task !== null) return own(state.tasks, task) ?? null
  const before = green?.base === carries?.base ? (green?.members ?? []) : []
  const isKnown = ({ task, commit }: CarriedWork['members'][number]) =>
    before.some(member => member.task === task && member.commit === commit)
  const news = carries?.members.filter(member => !isKnown(member)) ?? []
  return news.length === 1 ? (own(state.tasks, news[0]?.task ?? '') ?? null) : null
}

/** Why failed checks wait for a person, as the end of a sentence. Returns null if they go back to a worker. */
export function whyChecksWait(state: State, known: PullRequestState): string | null {
  if (known.returns >= MOST_RETURNS) return 'it went back to its worker twice'
  const task = guiltyTask(state, known)
  return task === null ? 'czar cannot tell which of its tasks is the cause' : whyNoWorker(state, task)
}

/**
 * The next task that goes back to its worker, because of failed checks or people's remarks. Returns null if there is
 * none. `isDue` tells whether a time has come.
 */
export function nextReturned(state: State, isDue: (at: number) => boolean): Returned | null {
  for (const known of Object.values(state.forge.requests)) {
    const returned = checksReturn(state, known, isDue) ?? threadsReturn(state, known, isDue)
    if (returned !== null) return returned
  }
  return null
}

function checksReturn(state: State, known: PullRequestState, isDue: (at: number) => boolean): Returned | null {
  const { branch } = known
  const checks = failedChecks(state, known)
  if (checks === null || whyChecksWait(state, known) !== null) return null
  if (checks.pending > 0 && !isDue(checks.at + GATHER_MS)) return null
  const guilty = guiltyTask(state, known)
  if (guilty?.verified == null || guilty.worker === null || own(state.workers, guilty.worker)?.assignment !== null) return null
  const { id: task, worker } = guilty
  const reasons = [...checks.failed.map(check => sayFailed(check, known)), ...sayWhere(known)]
  const tail = checks.failed.map(({ name, tail }) => `--- ${name}\n${tail}`).join('\n')
  return { kind: 'pull_request.returned', worker, task, branch, commit: guilty.verified.commit, reasons, tail }
}

/** The worker's own branch may not show the failure. */
function sayWhere({ task, branch, carries }: PullRequestState): readonly string[] {
  if (task !== null || carries == null) return []
  const tip = carries.tip.slice(0, 12)
  return [`Your commit alone is new in it. Merge ${branch} (commit ${tip}) into your branch to see the failure.`]
}

/** The forge chooses the names of the checks. They are quoted, so that agents do not take them for instructions. */
function sayFailed({ name, step, url }: FailedCheck, { request, task }: PullRequestState): string {
  const where = step === null ? '' : `, in its step "${plainText(step, 100)}"`
  const at = task === null ? 'the merged work of all tasks' : 'your commit'
  const link = url === null ? '' : ` (${plainText(url, 300)})`
  return `The check "${plainText(name, 100)}" of pull request #${request?.number} failed at ${at}${where}${link}.`
}
