import { z } from 'zod'
import { ForgeError } from '../../../core/model/errors.ts'
import type { IssueRequest } from '../../../core/ports/forge-port.ts'
import { pullRequest } from './answers.ts'
import { askAll } from './ask-all.ts'
import type { Connection } from './connect.ts'
import { askGraphql } from './graphql.ts'

const LINKED = `query ($owner: String!, $name: String!, $issue: Int!) { repository(owner: $owner, name: $name) { issue(number: $issue) {
  closedByPullRequestsReferences(first: 20) { nodes { number url state } }
} } }`

const linked = z.object({
  repository: z.object({
    issue: z.object({
      closedByPullRequestsReferences: z.object({ nodes: z.array(z.object({ number: z.int(), url: z.string(), state: z.string() })) }),
    }),
  }),
})

/**
 * Finds the first open pull request, except those in `own`, that is for one of these issues: its text says so, or a person linked it to the
 * issue. Only GraphQL shows such links. Returns null if there is none.
 */
export async function findForIssues(
  connection: Connection,
  { issues, own }: { readonly issues: readonly number[]; readonly own: readonly number[] },
  signal?: AbortSignal,
): Promise<IssueRequest | null> {
  if (issues.length === 0) return null
  const { ask, place } = connection
  const call = { route: 'GET /repos/{owner}/{name}/pulls', values: { ...place, state: 'open' }, signal, isCached: true }
  const open = await askAll(ask, call, z.array(pullRequest), each => each)
  const others = open.filter(({ number }) => !own.includes(number))
  for (const issue of issues) {
    const found = others.find(({ body }) => issuesIn(body ?? '', connection).includes(issue))
    if (found !== undefined) return { issue, number: found.number, url: found.html_url }
  }
  for (const issue of issues) {
    const found = (await linkedTo(connection, issue, signal)).find(({ number, state }) => state === 'OPEN' && !own.includes(number))
    if (found !== undefined) return { issue, number: found.number, url: found.url }
  }
  return null
}

async function linkedTo(connection: Connection, issue: number, signal?: AbortSignal) {
  const { owner, name } = connection.place
  const call = { query: LINKED, variables: { owner, name, issue }, failure: `the links of issue #${issue} cannot be read`, signal }
  try {
    return (await askGraphql(connection, call, linked)).repository.issue.closedByPullRequestsReferences.nodes
  } catch (error) {
    // The issue does not exist, or the server is too old to know links to issues.
    if (error instanceof ForgeError && error.reason === 'failed') return []
    throw error
  }
}

const CLOSES =
  /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?<where>#|GH-|[\w.-]+\/[\w.-]+#|https?:\/\/\S+?\/issues\/)(?<number>\d+)\b/gi

/** The issues of this repository that a text closes, by GitHub's own rules ("fixes #3"). */
function issuesIn(text: string, { address: { host, owner, name } }: Connection): readonly number[] {
  const here = ['#', 'gh-', `${owner}/${name}#`, `https://${host}/${owner}/${name}/issues/`, `http://${host}/${owner}/${name}/issues/`]
  return [...text.matchAll(CLOSES)].flatMap(({ groups }) => {
    return here.some(place => place.toLowerCase() === (groups?.['where'] ?? '').toLowerCase()) ? [Number(groups?.['number'])] : []
  })
}
