import type { ForgeThread, PullRequestEvent } from '../../events/pull-request.ts'
import type { CommitSha, TaskId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { PullRequestState, ThreadState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import { counted } from '../../text/counted.ts'
import { plainText } from '../../text/plain-text.ts'
import { whyNoWorker } from './why-no-worker.ts'

type Returned = Extract<PullRequestEvent, { kind: 'pull_request.returned' }>

/** A task goes back this many times because of comments. After that a person is asked. */
const MOST_RETURNS = 3
/** Czar waits this long after a comment, because a person who writes one may write more. The worker gets all of them at once. */
const GATHER_MS = 30_000
const MOST_TOLD = 10

/** A task on whose proven commit people commented, and the comments of which its worker has not been told. */
interface Remarked {
  readonly task: TaskState
  readonly threads: readonly ThreadState[]
  /** How many times the task went back because of comments. */
  readonly returns: number
}

function newThreads({ request, threads }: PullRequestState): readonly ThreadState[] {
  return request?.standing === 'open' ? Object.values(threads).filter(({ state }) => state === 'new') : []
}

/** Returns the tasks that people commented on, as long as the commit with the comments is still the proven one. */
function remarkedTasks(state: State, known: PullRequestState): readonly Remarked[] {
  const { task: id, told, threadReturns, threadReturnsOf = {}, carries } = known
  const all = newThreads(known)
  const members = id === null ? (carries?.members ?? []) : [{ task: id, commit: told }]
  return members.flatMap(member => {
    const task = own(state.tasks, member.task)
    const threads = id === null ? all.filter(thread => thread.task === member.task) : all
    if (threads.length === 0 || task?.state !== 'verified' || task.verified?.commit !== member.commit) return []
    return [{ task, threads, returns: id === null ? (own(threadReturnsOf, member.task) ?? 0) : threadReturns }]
  })
}

/** Sends a task back because of people's comments, once for each comment. Returns null if there are none. */
export function threadsReturn(state: State, known: PullRequestState, isDue: (at: number) => boolean): Returned | null {
  for (const remarked of remarkedTasks(state, known)) {
    const { task, threads } = remarked
    if (task.verified === null || task.worker === null || whyNotBack(state, remarked) !== null) continue
    if (own(state.workers, task.worker)?.assignment !== null || !isDue(Math.max(...threads.map(({ at }) => at)) + GATHER_MS)) continue
    const first = threads.slice(0, MOST_TOLD)
    const tail = first.map(thread => `--- ${placeOf(thread)}, ${thread.author}\n${thread.text}`).join('\n')
    return {
      kind: 'pull_request.returned',
      worker: task.worker,
      task: task.id,
      branch: known.branch,
      commit: task.verified.commit,
      reasons: sayRemarks(known, first.length),
      tail,
      threads: first.map(({ id }) => id),
    }
  }
  return null
}

function sayRemarks({ request, task, branch, carries }: PullRequestState, count: number): readonly string[] {
  const where = task === null && carries != null ? [`The line numbers are those of commit ${carries.tip.slice(0, 12)} on ${branch}.`] : []
  return [
    `People wrote ${counted(count, 'remark')} on pull request #${request?.number}, which ${count === 1 ? 'is' : 'are'} quoted below.`,
    ...where,
    'Do what belongs to your task, commit it, and say in your claim what you did; where a remark is wrong, say why.',
  ]
}

/** Whether comments are about to send a task back. */
export function isAboutToReturn(state: State, known: PullRequestState): boolean {
  return remarkedTasks(state, known).some(remarked => whyNotBack(state, remarked) === null)
}

/** Says why comments wait for a person, as the end of a sentence about the request. Returns null if none do. */
export function threadsProblem(state: State, known: PullRequestState): string | null {
  const unknown = known.task === null ? newThreads(known).filter(({ task }) => !isCarried(known, task)) : []
  const left = remarkedTasks(state, known).flatMap(remarked => {
    const why = whyNotBack(state, remarked)
    return why === null ? [] : [{ why, count: remarked.threads.length }]
  })
  const all = [...(unknown.length === 0 ? [] : [{ why: 'czar cannot tell which task wrote the lines', count: unknown.length }]), ...left]
  if (all.length === 0) return null
  const count = all.reduce((sum, each) => sum + each.count, 0)
  const why = [...new Set(all.map(each => each.why))].join('; ')
  return `has ${counted(count, 'remark')} that ${count === 1 ? 'waits' : 'wait'}: ${why}`
}

function isCarried({ carries }: PullRequestState, task: TaskId | undefined): boolean {
  return carries?.members.some(member => member.task === task) === true
}

/** Returns the conversations that the proven commit takes care of, because they were about an earlier commit. */
export function threadsToAnswer(known: PullRequestState): readonly ThreadState[] {
  const { threads, told, unable } = known
  if (told === null || unable.answer?.commit === told) return []
  return Object.values(threads).filter(thread => {
    const now = provenNow(known, thread)
    return thread.state === 'returned' && now !== null && thread.commit !== now
  })
}

/** The proven commit, in the request as its text describes it, of the task that the conversation is about. Null: there is none. */
export function provenNow({ task, told, carries }: PullRequestState, thread: ThreadState): CommitSha | null {
  if (task !== null) return told
  return carries?.members.find(member => member.task === thread.task)?.commit ?? null
}

/** Says why the comments wait for a person, or returns null if they send the task back to its worker. */
function whyNotBack(state: State, { task, returns }: Remarked): string | null {
  return whyNoWorker(state, task) ?? (returns < MOST_RETURNS ? null : `${task.id} went back to its worker three times`)
}

function placeOf({ path, line, isRemoved }: ForgeThread): string {
  return `${plainText(path, 200)}${line === null ? '' : `:${line}`}${isRemoved === true ? ' before the change' : ''}`
}
