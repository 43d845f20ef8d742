import { z } from 'zod'
import { askAll } from './ask-all.ts'
import type { Connection } from './connect.ts'
import { mayWrite } from './may-write.ts'

const review = z.object({
  user: z.object({ login: z.string() }).nullable(),
  state: z.string(),
  commit_id: z.string().nullable().default(null),
  author_association: z.string().default('NONE'),
})

/** The states of a review that approve or reject. A comment does neither. */
const VERDICTS = new Set(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'])

/**
 * Whether the commit is approved. Only the newest verdict of each person counts. An approval counts only for its own commit. Only people
 * with write access count, because anybody may approve on a public repository.
 */
export async function isApproved(
  { ask, place }: Connection,
  { number, head }: { readonly number: number; readonly head: string },
  signal?: AbortSignal,
): Promise<boolean> {
  const call = { route: 'GET /repos/{owner}/{name}/pulls/{number}/reviews', values: { ...place, number }, signal, isCached: true }
  const reviews = await askAll(ask, call, z.array(review), each => each)
  const counted = reviews.filter(each => VERDICTS.has(each.state) && mayWrite(each.author_association))
  const verdicts = new Map(counted.map(each => [each.user?.login ?? '', each]))
  const newest = [...verdicts.values()]
  const isAgainst = newest.some(({ state }) => state === 'CHANGES_REQUESTED')
  return !isAgainst && newest.some(({ state, commit_id }) => state === 'APPROVED' && commit_id === head)
}
