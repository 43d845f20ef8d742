import type { Event } from '../../../core/events/event.ts'
import { threadsToAnswer } from '../../../core/policy/pull-requests/return-threads.ts'
import { quoteInert } from '../../../core/policy/pull-requests/text-parts.ts'
import type { RequestScene } from './scene.ts'

const CLAIM = 600

/**
 * Answers the reviewers' remarks that the proven commit deals with. This may be repeated, because the forge gets each answer only once.
 */
export async function answerThreads({ hands, forge, known, work, about, signal }: RequestScene): Promise<Event> {
  const { commit } = about
  const threads = known === undefined ? [] : threadsToAnswer(known)
  const claim = work === null ? null : hands.texts.claimOf(work.task)
  const body = `Proven again at ${commit}.${claim === null ? '' : `\n\n${quoteInert(claim, CLAIM)}`}`
  for (const { id, comments } of threads) await forge.answer({ id, body, comments }, signal)
  return { kind: 'pull_request.answered', ...about, threads: threads.map(({ id }) => id) }
}
