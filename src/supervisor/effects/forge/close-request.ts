import type { Event } from '../../../core/events/event.ts'
import { whyAbandoned } from '../../../core/policy/pull-requests/abandon.ts'
import { quoteInert } from '../../../core/policy/pull-requests/text-parts.ts'
import { asSeen, type RequestStep } from './request-step.ts'

const REASON = 1_000

/** Closes the pull request of work that will not be merged. If the last comment is a person's, the request stays open. */
export async function closeRequest({ state, forge, known, about, signal }: RequestStep): Promise<readonly Event[]> {
  const reason = known === undefined ? null : whyAbandoned(state, known)
  if (known?.request == null || reason === null) return []
  const found = await forge.read(known.request.number, signal)
  if (found.standing !== 'open' || found.head !== known.request.head) {
    return [{ kind: 'pull_request.changed', ...about, request: asSeen(found) }]
  }
  const comment = `Czar closes this pull request, because no more work is done for it. The branch stays.\n\n${quoteInert(reason, REASON)}`
  await forge.close({ number: found.number, comment }, signal)
  return [{ kind: 'pull_request.abandoned', ...about, request: { ...asSeen(found), standing: 'closed' }, reason }]
}
