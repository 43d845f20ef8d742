import { z } from 'zod'
import type { Connection } from './connect.ts'
import { askGraphql, requestId } from './graphql.ts'

const READY = 'mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft } } }'

/**
 * Turns a draft into a normal pull request. This needs GraphQL: the REST API accepts `draft: false` without an error, but changes nothing.
 */
export async function markReady(connection: Connection, number: number, signal?: AbortSignal): Promise<void> {
  const id = await requestId(connection, number, signal)
  const failure = `the draft #${number} cannot be made ready`
  await askGraphql(connection, { query: READY, variables: { id }, failure, signal }, z.unknown())
}
