import { z } from 'zod'
import type { Arming } from '../../../core/events/pull-request.ts'
import { ForgeError } from '../../../core/model/errors.ts'
import type { RequestAtHead } from '../../../core/ports/forge-port.ts'
import type { Connection } from './connect.ts'
import { askGraphql, requestId } from './graphql.ts'

const ENABLE = `mutation ($id: ID!, $method: PullRequestMergeMethod!, $head: GitObjectID!) {
  enablePullRequestAutoMerge(input: { pullRequestId: $id, mergeMethod: $method, expectedHeadOid: $head }) { clientMutationId }
}`
const DISABLE = 'mutation ($id: ID!) { disablePullRequestAutoMerge(input: { pullRequestId: $id }) { clientMutationId } }'

/**
 * Matches the message with which GitHub refuses auto-merge because no check is pending. Auto-merge waits only for checks that the branch's
 * protection requires.
 */
const NOTHING_TO_COME = /\b(?:clean|unstable|has_hooks) status\b/i

/** Asks GitHub to merge the pull request as soon as its required checks are green. */
export async function enableAutoMerge(connection: Connection, { number, head }: RequestAtHead, signal?: AbortSignal): Promise<Arming> {
  const id = await requestId(connection, number, signal)
  const method = (await mergeMethod(connection, signal)).toUpperCase()
  const failure = `auto-merge of #${number} cannot be switched on`
  try {
    await askGraphql(connection, { query: ENABLE, variables: { id, method, head }, failure, signal }, z.unknown())
    return 'forge'
  } catch (error) {
    if (error instanceof ForgeError && error.reason === 'failed' && NOTHING_TO_COME.test(error.message)) return 'czar'
    throw error
  }
}

/** Switches auto-merge off. If auto-merge was off already, the call still succeeds. */
export async function disableAutoMerge(connection: Connection, number: number, signal?: AbortSignal): Promise<void> {
  const id = await requestId(connection, number, signal)
  const failure = `auto-merge of #${number} cannot be switched off`
  try {
    await askGraphql(connection, { query: DISABLE, variables: { id }, failure, signal }, z.unknown())
  } catch (error) {
    if (!(error instanceof ForgeError) || error.reason !== 'failed' || !/not enabled|can't disable/i.test(error.message)) throw error
  }
}

/** Merges the pull request now, if its newest commit is still the given one. */
export async function mergeAtHead(connection: Connection, { number, head: sha }: RequestAtHead, signal?: AbortSignal): Promise<void> {
  const values = { ...connection.place, number, sha, merge_method: await mergeMethod(connection, signal) }
  await connection.ask({ route: 'PUT /repos/{owner}/{name}/pulls/{number}/merge', values, signal }, z.unknown())
}

const settings = z.object({
  allow_merge_commit: z.boolean().default(true),
  allow_squash_merge: z.boolean().default(true),
  allow_rebase_merge: z.boolean().default(true),
})

/**
 * Chooses how to merge. A merge commit is best, because it keeps the proven commit. If the repository does not allow merge commits, czar
 * takes a method that it allows.
 */
async function mergeMethod({ ask, place }: Connection, signal?: AbortSignal): Promise<'merge' | 'squash' | 'rebase'> {
  const allowed = await ask({ route: 'GET /repos/{owner}/{name}', values: place, signal, isCached: true }, settings)
  if (allowed.allow_merge_commit) return 'merge'
  return allowed.allow_squash_merge ? 'squash' : 'rebase'
}
