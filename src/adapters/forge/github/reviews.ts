import { z } from 'zod'
import { ForgeError } from '../../../core/model/errors.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import type { Connection } from './connect.ts'

const review = z.object({
  user: z.object({ login: z.string() }).nullable(),
  state: z.string(),
  commit_id: z.string().nullable().default(null),
})

/** Verdicts of people; comments are none. */
const VERDICTS = new Set(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'])

/** The newest verdict of each person counts; an approval only for the commit that it was given for. */
export async function isApproved(
  { ask, place }: Connection,
  { number, head }: { readonly number: number; readonly head: string },
  signal?: AbortSignal,
): Promise<boolean> {
  const values = { ...place, number, per_page: 100 }
  const reviews = await ask({ route: 'GET /repos/{owner}/{name}/pulls/{number}/reviews', values, signal, isCached: true }, z.array(review))
  const verdicts = new Map(reviews.flatMap(each => (VERDICTS.has(each.state) ? [[each.user?.login ?? '', each] as const] : [])))
  const newest = [...verdicts.values()]
  const isAgainst = newest.some(({ state }) => state === 'CHANGES_REQUESTED')
  return !isAgainst && newest.some(({ state, commit_id }) => state === 'APPROVED' && commit_id === head)
}

const nodeId = z.object({ node_id: z.string() })
const answer = z.object({ errors: z.array(z.object({ message: z.string() })).default([]) })

const READY = 'mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft } } }'

/** Only GraphQL makes a draft ready: REST takes `draft: false` without a word and changes nothing. */
export async function markReady({ ask, place }: Connection, number: number, signal?: AbortSignal): Promise<void> {
  const values = { ...place, number }
  const { node_id: id } = await ask({ route: 'GET /repos/{owner}/{name}/pulls/{number}', values, signal }, nodeId)
  const { errors } = await ask({ route: 'POST /graphql', values: { query: READY, variables: { id } }, signal }, answer)
  // GraphQL tells errors with the status of success.
  const [error] = errors
  if (error === undefined) return
  throw new ForgeError(`the draft #${number} cannot be made ready: ${plainText(error.message, 300)}`, { reason: 'failed' })
}
