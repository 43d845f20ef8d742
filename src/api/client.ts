import { z } from 'zod'
import type { Command, CommandAnswer } from '../core/model/command.ts'
import { PreconditionError } from '../core/model/errors.ts'
import type { Journaled } from '../core/model/event.ts'
import { type StatusView, statusSchema } from '../core/model/status.ts'
import { openEventStream, type StreamHandle } from './client-stream.ts'
import { type ApiTarget, request } from './request.ts'

const ANSWER_WITHIN_MS = 10_000
/** A command's answer may wait for the hands (a worker's session is being ended). */
const COMMAND_WITHIN_MS = 120_000

export interface ApiClient {
  state(): Promise<StatusView>
  perform(command: Command): Promise<CommandAnswer>
  /** One page of events after `seq`, oldest first; empty when there is nothing newer. */
  events(after: number): Promise<readonly Journaled[]>
  /** Calls `listener` for each event after `seq`, as it happens; resolves when the subscription stands. */
  stream(after: number, listener: (event: Journaled) => void): Promise<StreamHandle>
}

const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), message: z.string() }),
  z.object({ ok: z.literal(false), message: z.string(), hint: z.string().nullable() }),
])
// The events' own shape is the journal's business: of another version's event only the number is relied on.
const pageSchema = z.object({ events: z.array(z.looseObject({ seq: z.number(), at: z.number(), kind: z.string() })) })

/** Talks to the czar of one project; every call throws PreconditionError when none is running. */
export function createApiClient(target: ApiTarget): ApiClient {
  return {
    state: async () => {
      const { body } = await request(target, { method: 'GET', path: '/v1/state', withinMs: ANSWER_WITHIN_MS })
      return understand(statusSchema, body, target)
    },
    perform: async command => {
      const { body } = await request(target, { method: 'POST', path: '/v1/commands', body: command, withinMs: COMMAND_WITHIN_MS })
      return understand(answerSchema, body, target)
    },
    events: async after => {
      const { body } = await request(target, { method: 'GET', path: `/v1/events?after=${after}`, withinMs: ANSWER_WITHIN_MS })
      return understand(pageSchema, body, target).events as unknown as readonly Journaled[]
    },
    stream: (after, listener) => openEventStream(target, after, listener),
  }
}

function understand<Value>(schema: z.ZodType<Value>, body: unknown, { project }: ApiTarget): Value {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new PreconditionError(`the czar of ${project} answered in words this version of czar does not know`, {
    details: [z.prettifyError(parsed.error)],
    hint: `czar stop -p ${project}   # then launch it again with this version`,
  })
}
