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

/** The states of reviews that say yes or no. A comment does neither. */
const VERDICTS = new Set(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'])

/**
 * Whether the commit is approved. Of each person, only the newest verdict counts, and an approval counts only for the commit for which it
 * was given. On a public repository anybody may approve, so only people count who may write to the repository.
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
