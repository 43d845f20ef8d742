import type { CarriedWork, FailedCheck, PullRequestEvent } from '../../events/pull-request.ts'
import { own } from '../../model/own.ts'
import type { ChecksState, PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import { plainText } from '../../text/plain-text.ts'
import { threadsReturn } from './return-threads.ts'
import { whyNoWorker } from './why-no-worker.ts'

/** The task goes back this many times. After that a person is asked. */
const MOST_RETURNS = 2
/** Czar waits this long for the checks that still run, so that the worker is told about all failures at once. */
const GATHER_MS = 300_000

type Returned = Extract<PullRequestEvent, { kind: 'pull_request.returned' }>

/**
 * Returns the checks that failed at the proven commit of an open request. Returns null if none failed, or if the checks are of another
 * commit.
 */
export function failedChecks(state: State, { task: id, request, told, pushed, checks, carries }: PullRequestState): ChecksState | null {
  if (request?.standing !== 'open' || checks === null || checks.failed.length === 0 || checks.head !== told) return null
  // A later push may have fixed the failure, and the text of the request follows a moment later.
  if (id === null && checks.head !== pushed) return null
  const members = id === null ? (carries?.members ?? []) : [{ task: id, commit: told }]
  const isProven = ({ task, commit }: (typeof members)[number]) => {
    const now = own(state.tasks, task)
    return now?.state === 'verified' && now.verified?.commit === commit
  }
  return members.length > 0 && members.every(isProven) ? checks : null
}

/**
 * Returns the task that must go back because of failed checks. For a request with the work of all tasks, it is the only task that is new
 * since all checks passed on the same base. Returns null if several tasks are new, because czar does not guess.
 */
function guiltyTask(state: State, { task, carries, green }: PullRequestState): TaskState | null {
  if (task !== null) return own(state.tasks, task) ?? null
  const before = green?.base === carries?.base ? (green?.members ?? []) : []
  const isKnown = ({ task, commit }: CarriedWork['members'][number]) =>
    before.some(member => member.task === task && member.commit === commit)
  const news = carries?.members.filter(member => !isKnown(member)) ?? []
  return news.length === 1 ? (own(state.tasks, news[0]?.task ?? '') ?? null) : null
}

/** Says why failed checks wait for a person, as the end of a sentence. Returns null if they send the task back to a worker. */
export function whyChecksWait(state: State, known: PullRequestState): string | null {
  if (known.returns >= MOST_RETURNS) return 'it went back to its worker twice'
  const task = guiltyTask(state, known)
  return task === null ? 'czar cannot tell which of its tasks is the cause' : whyNoWorker(state, task)
}

/**
 * Returns the next task that goes back to its worker because of failed checks or people's comments, or null if there is none. `isDue` says
 * whether a time has come.
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

/** Tells the worker where the failure can be seen, because its own branch may not show it. */
function sayWhere({ task, branch, carries }: PullRequestState): readonly string[] {
  if (task !== null || carries == null) return []
  const tip = carries.tip.slice(0, 12)
  return [`Your commit alone is new in it. Merge ${branch} (commit ${tip}) into your branch to see the failure.`]
}

/** Names a failed check. The forge chose the name, so it is quoted, and agents do not take it for an instruction. */
function sayFailed({ name, step, url }: FailedCheck, { request, task }: PullRequestState): string {
  const where = step === null ? '' : `, in its step "${plainText(step, 100)}"`
  const at = task === null ? 'the merged work of all tasks' : 'your commit'
  const link = url === null ? '' : ` (${plainText(url, 300)})`
  return `The check "${plainText(name, 100)}" of pull request #${request?.number} failed at ${at}${where}${link}.`
}
