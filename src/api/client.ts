import { z } from 'zod'
import type { Command, CommandAnswer } from '../core/events/command.ts'
import type { Journaled } from '../core/events/event.ts'
import type { ScreenView } from '../core/views/screen.ts'
import { type StatusView, statusSchema } from '../core/views/status.ts'
import type { StreamHandle } from './client-stream.ts'
import { type ApiTarget, request } from './request.ts'
import { subscribeToEvents } from './subscribe/events.ts'
import { type ScreenEnd, subscribeToScreen } from './subscribe/screen.ts'
import { subscribeToView, type ViewOptions } from './subscribe/view.ts'
import { understand } from './understand.ts'

const ANSWER_WITHIN_MS = 10_000
/** How long the czar may take to carry out a command. The command may wait, for example, for the end of a worker's session. */
const COMMAND_WITHIN_MS = 120_000

export interface ApiClient {
  state(): Promise<StatusView>
  /**
   * The number of the newest event. A client also understands this answer of a czar of another version, whose state of the fleet it may not
   * be able to read.
   */
  position(): Promise<number>
  perform(command: Command): Promise<CommandAnswer>
  /** Returns one page of events after the given number, oldest first. It is empty if there are none. */
  events(after: number): Promise<readonly Journaled[]>
  /** Calls the listener for each event after the given number, as it happens. Resolves when the subscription is active. */
  stream(after: number, listener: (event: Journaled) => void): Promise<StreamHandle>
  /**
   * Calls the listener with the whole state of the fleet, at once and at each change. Workers that have not changed stay the same objects.
   */
  watch(listener: (view: StatusView) => void, options?: ViewOptions): Promise<StreamHandle>
  /**
   * Calls the listener with the screen of a worker's terminal, at once and at each change. The subscription ends with `gone` when the
   * worker's last session ends.
   */
  watchScreen(worker: string, listener: (screen: ScreenView) => void): Promise<StreamHandle<ScreenEnd>>
}

const positionSchema = z.looseObject({ seq: z.number() })
const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), message: z.string() }),
  z.object({ ok: z.literal(false), message: z.string(), hint: z.string().nullable(), needsPerson: z.literal(true).optional() }),
])
// Only these keys of an event are checked here. The event may come from another version of czar, and then only its number is used.
const pageSchema = z.object({ events: z.array(z.looseObject({ seq: z.number(), at: z.number(), kind: z.string() })) })

/** Makes the client for the czar of one project. Every call throws PreconditionError if no czar runs. */
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
    watch: (listener, options) => subscribeToView(target, listener, options),
    watchScreen: (worker, listener) => subscribeToScreen(target, worker, listener),
  }
}
