import { z } from 'zod'
import { ForgeError, type ForgeFailure } from '../../../core/model/errors.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import type { Connection } from './connect.ts'

const problem = z.object({ message: z.string(), type: z.string().default('') })
const envelope = z.object({ errors: z.array(problem).default([]), data: z.unknown() })

export interface GraphqlCall {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  /** The beginning of the sentence that says that the call failed, for example `the draft #3 cannot be made ready`. */
  readonly failure: string
  readonly signal?: AbortSignal | undefined
}

const WAIT_MS = 60_000

/** Calls the GraphQL API. GraphQL reports errors in the body of an answer with status 200, so this function checks the body. */
export async function askGraphql<Answer>({ ask }: Connection, call: GraphqlCall, schema: z.ZodType<Answer>): Promise<Answer> {
  const { query, variables, failure, signal } = call
  const { errors, data } = await ask({ route: 'POST /graphql', values: { query, variables }, signal }, envelope)
  const [error] = errors
  if (error !== undefined) {
    const reason = reasonOf(error)
    const until = reason === 'limited' ? Date.now() + WAIT_MS : undefined
    throw new ForgeError(`${failure}: ${plainText(error.message, 300)}`, { reason, until })
  }
  const answer = schema.safeParse(data)
  if (answer.success) return answer.data
  throw new ForgeError(`${failure}: the answer is not understood: ${answer.error.issues[0]?.path.join('.') ?? ''}`, { reason: 'failed' })
}

function reasonOf({ type, message }: z.output<typeof problem>): ForgeFailure {
  if (type === 'RATE_LIMITED' || /\brate limit\b/i.test(message)) return 'limited'
  return type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES' ? 'denied' : 'failed'
}

const nodeId = z.object({ node_id: z.string() })

/** The id by which GraphQL knows a pull request. */
export async function requestId({ ask, place }: Connection, number: number, signal?: AbortSignal): Promise<string> {
  const values = { ...place, number }
  return (await ask({ route: 'GET /repos/{owner}/{name}/pulls/{number}', values, signal }, nodeId)).node_id
}
