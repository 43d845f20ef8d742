import type { Forge, ForgeRequest, ForgeThread } from './a-forge.ts'

type Variables = Readonly<Record<string, string | number>>

/** What the stand-in's GraphQL answers are made from. */
export type GraphqlParts = Pick<Forge, 'requests' | 'settings' | 'threads' | 'links'> & {
  readonly headOf: (request: ForgeRequest) => string
  readonly isGreen: (request: ForgeRequest) => boolean
}

/** Answers the GraphQL queries and mutations that czar uses. Refusals have GitHub's words. */
export function answerGraphql(query: string, variables: Variables, parts: GraphqlParts): object {
  const request = parts.requests.find(({ number }) => `PR_${number}` === variables['id'])
  if (query.includes('markPullRequestReadyForReview')) {
    if (request === undefined) return unresolved(variables['id'])
    request.draft = false
    return { data: { markPullRequestReadyForReview: { pullRequest: { isDraft: false } } } }
  }
  if (query.includes('enablePullRequestAutoMerge'))
    return request === undefined ? unresolved(variables['id']) : enable(request, variables, parts)
  if (query.includes('disablePullRequestAutoMerge')) {
    if (request?.armed !== true) return refused("Can't disable auto-merge for this pull request.")
    request.armed = false
    return { data: { disablePullRequestAutoMerge: { clientMutationId: null } } }
  }
  if (query.includes('reviewThreads')) {
    const nodes = parts.threads.filter(({ number }) => number === request?.number).map(showThread)
    return { data: { node: { reviewThreads: { nodes } } } }
  }
  if (query.includes('closedByPullRequestsReferences')) return linkedTo(Number(variables['issue']), parts)
  const thread = parts.threads.find(({ id }) => id === variables['id'])
  if (query.includes('addPullRequestReviewThreadReply')) {
    thread?.comments.push({ author: 'czar-bot', association: 'MEMBER', body: String(variables['body']) })
    return { data: { addPullRequestReviewThreadReply: { clientMutationId: null } } }
  }
  if (query.includes('resolveReviewThread')) {
    if (thread !== undefined) thread.resolved = true
    return { data: { resolveReviewThread: { clientMutationId: null } } }
  }
  if (query.includes('on PullRequestReviewThread')) return { data: { node: thread === undefined ? null : showThread(thread) } }
  return { data: null, errors: [{ message: `Field is not known: ${query.slice(0, 60)}` }] }
}

function linkedTo(issue: number, { links, requests }: GraphqlParts): object {
  const linked = links.flatMap(link => (link.issue === issue ? requests.filter(({ number }) => number === link.number) : []))
  if (issue > 1_000)
    return { data: { repository: { issue: null } }, errors: [{ type: 'NOT_FOUND', message: 'Could not resolve to an Issue' }] }
  const nodes = linked.map(({ number, state, mergedAt }) => {
    return { number, url: `https://forge/${number}`, state: state === 'open' ? 'OPEN' : mergedAt === null ? 'CLOSED' : 'MERGED' }
  })
  return { data: { repository: { issue: { closedByPullRequestsReferences: { nodes } } } } }
}

function enable(request: ForgeRequest, variables: Variables, { settings, headOf, isGreen }: GraphqlParts): object {
  if (!settings.allowAutoMerge) return refused('Auto merge is not allowed for this repository')
  if (variables['method'] === 'MERGE' && !settings.allowMergeCommit)
    return refused('Merge method merge commits are not allowed on this repository')
  if (request.draft) return refused('Pull request is in draft state')
  if (variables['head'] !== headOf(request)) return refused('Head sha did not match')
  if (isGreen(request)) return refused('Pull request is in clean status')
  request.armed = true
  return { data: { enablePullRequestAutoMerge: { clientMutationId: null } } }
}

function showThread({ id, path, line, isRemoved = false, resolved, comments }: ForgeThread): object {
  const nodes = comments.slice(-20).map(({ author, association, body, isBot = false }) => {
    return { author: { __typename: isBot ? 'Bot' : 'User', login: author }, authorAssociation: association, body }
  })
  return { id, path, line, diffSide: isRemoved ? 'LEFT' : 'RIGHT', isResolved: resolved, comments: { totalCount: comments.length, nodes } }
}

function refused(message: string): object {
  return { data: null, errors: [{ type: 'UNPROCESSABLE', message }] }
}

function unresolved(id: unknown): object {
  return { data: null, errors: [{ type: 'NOT_FOUND', message: `Could not resolve to a node with the global id of '${id}'` }] }
}
