import type { Event } from '../../../core/events/event.ts'
import { own } from '../../../core/model/own.ts'
import { provenNow, threadsToAnswer } from '../../../core/policy/pull-requests/return-threads.ts'
import { quoteInert } from '../../../core/policy/pull-requests/text-parts.ts'
import type { RequestStep } from './request-step.ts'

const CLAIM = 600

/**
 * Answers the reviewers' remarks that the proven commit deals with. This may be repeated, because the forge gets each answer only once.
 */
export async function answerThreads({ hands, state, forge, known, work, about, signal }: RequestStep): Promise<Event> {
  const threads = known === undefined ? [] : threadsToAnswer(known)
  for (const thread of threads) {
    const { id, comments } = thread
    const task = work?.task ?? own(state.tasks, thread.task ?? '') ?? null
    const claim = task === null ? null : hands.texts.claimOf(task)
    const commit = (known === undefined ? null : provenNow(known, thread)) ?? about.commit
    const body = `Proven again at ${commit}.${claim === null ? '' : `\n\n${quoteInert(claim, CLAIM)}`}`
    await forge.answer({ id, body, comments }, signal)
  }
  return { kind: 'pull_request.answered', ...about, threads: threads.map(({ id }) => id) }
}
