import { z } from 'zod'
import type { Command, CommandAnswer } from '../core/events/command.ts'
import type { Journaled } from '../core/events/event.ts'
import type { ScreenView } from '../core/views/screen.ts'
import { type StatusView, statusSchema } from '../core/views/status.ts'
import type { StreamHandle } from './client-stream.ts'
import { type ApiTarget, request } from './request.ts'
import { subscribeToEvents } from './subscribe/events.ts'
import { type ScreenEnd, subscribeToScreen } from './subscribe/screen.ts'
import { subscribeToView } from './subscribe/view.ts'
import { understand } from './understand.ts'

const ANSWER_WITHIN_MS = 10_000
/** How long a command may take to answer: it may wait, for example, for the end of a worker's session. */
const COMMAND_WITHIN_MS = 120_000

export interface ApiClient {
  state(): Promise<StatusView>
  /** The number of the newest event. This also works with a czar of another version, whose view this client cannot read. */
  position(): Promise<number>
  perform(command: Command): Promise<CommandAnswer>
  /** One page of events after `seq`, oldest first; empty if there is nothing newer. */
  events(after: number): Promise<readonly Journaled[]>
  /** Calls `listener` for each event after `seq` as it happens; resolves when the subscription is active. */
  stream(after: number, listener: (event: Journaled) => void): Promise<StreamHandle>
  /** Calls `listener` with the whole view, at once and at each change; unchanged workers stay the same objects. */
  watch(listener: (view: StatusView) => void, options?: { readonly rings: boolean }): Promise<StreamHandle>
  /** Calls `listener` with the screen of a worker's pane, at once and at each change; ends as `gone` with its last session. */
  watchScreen(worker: string, listener: (screen: ScreenView) => void): Promise<StreamHandle<ScreenEnd>>
}

const positionSchema = z.looseObject({ seq: z.number() })
const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), message: z.string() }),
  z.object({ ok: z.literal(false), message: z.string(), hint: z.string().nullable(), needsPerson: z.literal(true).optional() }),
])
// The journal defines the shape of events. If an event comes from another version, only its number is used.
const pageSchema = z.object({ events: z.array(z.looseObject({ seq: z.number(), at: z.number(), kind: z.string() })) })

/** Talks to the czar of one project. Every call throws PreconditionError if no czar runs. */
export function createApiClient(target: ApiTarget): ApiClient {
  return {
    state: async () => {
      const { body } = await request(target, { method: 'GET', path: '/v1/state', withinMs: ANSWER_WITHIN_MS })
      return understand(statusSchema, body, target)
    },
    position: async () => {
      const { body } = await request(target, { method: 'GET', path: '/v1/state', withinMs: ANSWER_WITHIN_MS })
      return understand(positionSchema, body, target).seq
    },
    perform: async command => {
      const { body } = await request(target, { method: 'POST', path: '/v1/commands', body: command, withinMs: COMMAND_WITHIN_MS })
      return understand(answerSchema, body, target)
    },
    events: async after => {
      const { body } = await request(target, { method: 'GET', path: `/v1/events?after=${after}`, withinMs: ANSWER_WITHIN_MS })
      return understand(pageSchema, body, target).events as unknown as readonly Journaled[]
    },
    stream: (after, listener) => subscribeToEvents(target, after, listener),
    watch: (listener, options) => subscribeToView(target, listener, options?.rings),
    watchScreen: (worker, listener) => subscribeToScreen(target, worker, listener),
  }
}
