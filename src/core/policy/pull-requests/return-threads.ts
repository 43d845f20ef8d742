import type { ForgeThread, PullRequestEvent } from '../../events/pull-request.ts'
import { own } from '../../model/own.ts'
import type { PullRequestState, ThreadState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'
import { counted } from '../../text/counted.ts'
import { plainText } from '../../text/plain-text.ts'
import { whyNoWorker } from './why-no-worker.ts'

type Returned = Extract<PullRequestEvent, { kind: 'pull_request.returned' }>

/** A task goes back this many times because of comments. After that a person is asked. */
const MOST_RETURNS = 3
/** Czar waits this long after a comment, because a person who writes one may write more. The worker gets all of them at once. */
const GATHER_MS = 30_000
const MOST_TOLD = 10

/** Returns people's comments on the proven commit of which the worker has not been told. */
function newThreads(state: State, { request, told, task: id, threads }: PullRequestState): readonly ThreadState[] {
  if (request?.standing !== 'open') return []
  const task = id === null ? null : own(state.tasks, id)
  if (task !== null && (task?.state !== 'verified' || task.verified?.commit !== told)) return []
  return Object.values(threads).filter(thread => thread.state === 'new')
}

/** Sends a task back because of people's comments, once for each comment. Returns null if there are none. */
export function threadsReturn(state: State, known: PullRequestState, isDue: (at: number) => boolean): Returned | null {
  const { worker, task, branch, told, request } = known
  const news = newThreads(state, known)
  if (news.length === 0 || told === null || worker === null || task === null) return null
  if (!mayGoBack(state, known) || own(state.workers, worker)?.assignment !== null) return null
  if (!isDue(Math.max(...news.map(({ at }) => at)) + GATHER_MS)) return null
  const first = news.slice(0, MOST_TOLD)
  const reasons = [
    `People wrote ${counted(first.length, 'remark')} on pull request #${request?.number}, which ${first.length === 1 ? 'is' : 'are'} quoted below.`,
    'Do what belongs to your task, commit it, and say in your claim what you did; where a remark is wrong, say why.',
  ]
  const tail = first.map(thread => `--- ${placeOf(thread)}, ${thread.author}\n${thread.text}`).join('\n')
  return { kind: 'pull_request.returned', worker, task, branch, commit: told, reasons, tail, threads: first.map(({ id }) => id) }
}

/** Whether comments are about to send the task back. */
export function isAboutToReturn(state: State, known: PullRequestState): boolean {
  return newThreads(state, known).length > 0 && mayGoBack(state, known)
}

/** Says why comments wait for a person, as the end of a sentence about the request. Returns null if they do not. */
export function threadsProblem(state: State, known: PullRequestState): string | null {
  const { length } = newThreads(state, known)
  if (length === 0 || mayGoBack(state, known)) return null
  return `has ${counted(length, 'remark')} that ${length === 1 ? 'waits' : 'wait'}: ${whyNoWorker(state, known) ?? 'it went back to its worker three times'}`
}

/** Returns the conversations that the proven commit takes care of, because they were about an earlier commit. */
export function threadsToAnswer({ threads, told, unable }: PullRequestState): readonly ThreadState[] {
  if (told === null || unable.answer?.commit === told) return []
  return Object.values(threads).filter(({ state, commit }) => state === 'returned' && commit !== told)
}

function mayGoBack(state: State, known: PullRequestState): boolean {
  return known.threadReturns < MOST_RETURNS && whyNoWorker(state, known) === null
}

function placeOf({ path, line }: ForgeThread): string {
  return `${plainText(path, 200)}${line === null ? '' : `:${line}`}`
}
