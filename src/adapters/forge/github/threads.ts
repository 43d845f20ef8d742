import { z } from 'zod'
import type { ForgeThread } from '../../../core/events/pull-request.ts'
import type { ThreadAnswer, ThreadsLook } from '../../../core/ports/forge-port.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import { askAll } from './ask-all.ts'
import type { Connection } from './connect.ts'
import { askGraphql, requestId } from './graphql.ts'
import { mayWrite } from './may-write.ts'

const NAME = 200
const CHARS = 2_000

const comment = z.object({
  author: z.object({ __typename: z.string(), login: z.string() }).nullable(),
  authorAssociation: z.string(),
  body: z.string(),
})
const thread = z.object({
  id: z.string(),
  isResolved: z.boolean(),
  path: z.string(),
  line: z.int().nullable(),
  diffSide: z.enum(['LEFT', 'RIGHT']),
  comments: z.object({ totalCount: z.int(), nodes: z.array(comment) }),
})
const page = z.object({ node: z.object({ reviewThreads: z.object({ nodes: z.array(thread) }) }) })
type Thread = z.output<typeof thread>

const FIELDS = `id isResolved path line diffSide
  comments(last: 20) { totalCount nodes { author { __typename login } authorAssociation body } }`
/** Reads the newest conversations of a pull request. People hardly ever read a pull request with more conversations than this. */
const THREADS = `query ($id: ID!) { node(id: $id) { ... on PullRequest { reviewThreads(last: 100) { nodes { ${FIELDS} } } } } }`
const ONE = `query ($id: ID!) { node(id: $id) { ... on PullRequestReviewThread { ${FIELDS} } } }`
const REPLY = `mutation ($id: ID!, $body: String!) {
  addPullRequestReviewThreadReply(input: { pullRequestReviewThreadId: $id, body: $body }) { clientMutationId }
}`
const RESOLVE = 'mutation ($id: ID!) { resolveReviewThread(input: { threadId: $id }) { clientMutationId } }'

/** Each answer of czar contains this text. Czar recognises its own answers by the text, even if czar uses a person's account. */
const MARK = '<!-- czar: answer -->'

const number = z.object({ id: z.int(), updated_at: z.string() })

/**
 * The conversations that wait for an answer. They are not resolved, and their last comment is by a person who may write to the repository.
 * Only GraphQL shows which are resolved, but its calls always count towards the number of allowed calls. So GraphQL is used only if the
 * REST API shows that the comments have changed. Returns null if they are the same as `seen`.
 */
export async function readThreads(
  connection: Connection,
  { number: of, seen }: { readonly number: number; readonly seen: string | null },
  signal?: AbortSignal,
): Promise<ThreadsLook | null> {
  const { ask, place } = connection
  const call = { route: 'GET /repos/{owner}/{name}/pulls/{number}/comments', values: { ...place, number: of }, signal, isCached: true }
  const comments = await askAll(ask, call, z.array(number), each => each)
  const stamp = `${comments.length} ${
    comments
      .map(({ updated_at }) => updated_at)
      .toSorted()
      .at(-1) ?? ''
  }`
  if (stamp === seen || (comments.length === 0 && seen === null)) return null
  const id = await requestId(connection, of, signal)
  const failure = `the conversations of #${of} cannot be read`
  const { node } = await askGraphql(connection, { query: THREADS, variables: { id }, failure, signal }, page)
  return { stamp, threads: node.reviewThreads.nodes.filter(isWaiting).map(readThread) }
}

function isWaiting({ isResolved, comments }: Thread): boolean {
  const last = comments.nodes.at(-1)
  return !isResolved && last !== undefined && isOfPerson(last)
}

/**
 * Whether a person who belongs to the repository wrote the comment. Anybody may write on a public repository, and a comment of a stranger
 * or a program is not passed on to a worker.
 */
function isOfPerson({ author, authorAssociation, body }: z.output<typeof comment>): boolean {
  return author?.__typename === 'User' && mayWrite(authorAssociation) && !body.includes(MARK)
}

function readThread({ id, path, line, diffSide, comments }: Thread): ForgeThread {
  const words = comments.nodes.filter(isOfPerson)
  return {
    id,
    path: plainText(path, NAME),
    line,
    ...(diffSide === 'LEFT' ? { isRemoved: true } : {}),
    comments: comments.totalCount,
    author: plainText(words.at(-1)?.author?.login ?? '', NAME),
    text: words
      .slice(-3)
      .map(({ body }) => plainText(body.trim(), CHARS, { lines: true }))
      .join('\n'),
  }
}

const one = z.object({ node: thread.nullable() })

/**
 * Answers a conversation and resolves it. If czar has answered it already, or if a person has resolved it, no answer is written. If a
 * person wrote a comment meanwhile, the conversation is answered but stays open.
 */
export async function answerThread(connection: Connection, { id, body, comments }: ThreadAnswer, signal?: AbortSignal): Promise<void> {
  const failure = 'a conversation cannot be answered'
  const { node } = await askGraphql(connection, { query: ONE, variables: { id }, failure, signal }, one)
  if (node === null || node.isResolved) return
  const words = `${body}\n\n${MARK}`
  const isAnswered = node.comments.nodes.some(known => known.body.trim() === words)
  if (!isAnswered) await askGraphql(connection, { query: REPLY, variables: { id, body: words }, failure, signal }, z.unknown())
  const isNew = node.comments.totalCount > comments + (isAnswered ? 1 : 0)
  if (!isNew) await askGraphql(connection, { query: RESOLVE, variables: { id }, failure, signal }, z.unknown())
}
