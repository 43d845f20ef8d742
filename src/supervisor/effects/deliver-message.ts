import type { Event } from '../../core/events/event.ts'
import { ToolError } from '../../core/model/errors.ts'
import type { MessageState } from '../../core/state/types/message-state.ts'
import type { State } from '../../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../../core/state/types/worker-state.ts'
import { deliver } from '../delivery/deliver.ts'
import type { DeliveryResult, Hold } from '../delivery/delivery.ts'
import { fileLine } from '../delivery/file-line.ts'
import type { PaneLocks } from '../delivery/pane-locks.ts'
import type { Hands } from '../hands.ts'
import type { Watchers } from '../watchers.ts'
import { readNeeded } from './read-needed.ts'

export interface MessageDelivery {
  readonly state: State
  readonly worker: WorkerState
  readonly agent: AgentState
  readonly message: MessageState
  readonly recover: boolean
  readonly locks: PaneLocks
  readonly watchers: Watchers
  readonly observe: (...events: readonly Event[]) => void
  readonly isPaused: () => boolean
  readonly signal: AbortSignal
}

/**
 * Renders one message, stores its text so that the worker can read it again, and delivers the text to the agent. The result says by what
 * evidence the agent took it.
 */
export async function deliverMessage(hands: Hands, delivery: MessageDelivery): Promise<readonly Event[]> {
  const { worker, agent, message } = delivery
  const profile = hands.project.agents[worker.config.agent]
  const open = delivery.watchers.agent(worker.id)
  if (profile === undefined || open === undefined || open.incarnation !== agent.incarnation) {
    return [undelivered(delivery, { kind: 'undelivered', reason: 'its agent is not watched', mayRetry: true })]
  }
  const { text: whole, stripped } = await textOf(hands, delivery)
  const text = profile.input === 'file' || agent.cutsTexts ? fileLine(whole, hands.texts.fileOf(message)) : whole
  const { [message.id]: _own, ...others } = agent.outstanding
  const request = {
    ...{ pane: agent.pane, profile, messageId: message.id, text, resume: resumeOf(delivery) },
    ...{ outstanding: Object.values(others), mayAnswer: message.kind === 'tell', firstPrompt: agent.prompt },
  }
  const result = await deliver(request, {
    terminal: hands.terminal,
    agents: hands.agents,
    watch: open.watch,
    clock: hands.clock,
    locks: delivery.locks,
    signal: delivery.signal,
    isPaused: delivery.isPaused,
    onHeld: hold => delivery.observe(hold === null ? freed(delivery) : held(delivery, hold)),
    onPasted: async pasted =>
      delivery.observe({
        kind: 'message.pasted',
        worker: worker.id,
        message: message.id,
        incarnation: agent.incarnation,
        ...pasted,
        stripped,
      }),
  })
  if (result.kind === 'undelivered' && result.unanswered)
    throw new ToolError(result.reason, { command: ['deliver', message.id], reason: 'timeout' })
  if (result.kind === 'undelivered') return [undelivered(delivery, result)]
  if (result.kind === 'held') return [held(delivery, result)]
  const { kind: _, ...proof } = result
  return [{ kind: 'message.submitted', worker: worker.id, message: message.id, incarnation: agent.incarnation, ...proof }]
}

/**
 * Returns the text to deliver. After a crash of czar this is the stored text, because czar looks for an earlier paste word for word, and a
 * text that is rendered again could differ.
 */
async function textOf(hands: Hands, { state, message, recover }: MessageDelivery): Promise<{ text: string; stripped: readonly string[] }> {
  const kept = recover ? hands.texts.kept(message) : null
  if (kept !== null) return { text: kept, stripped: [] }
  const rendered = hands.texts.render(state, message, await readNeeded(hands, state, message))
  await hands.texts.keep(message, rendered.text)
  return rendered
}

function resumeOf({ recover, message, agent }: MessageDelivery): 'fresh' | 'after-intent' | 'after-paste' {
  if (!recover) return 'fresh'
  return message.pastedTo === agent.incarnation ? 'after-paste' : 'after-intent'
}

function held({ worker, message, agent }: MessageDelivery, { by, chars }: Hold): Event {
  return { kind: 'message.held', worker: worker.id, message: message.id, incarnation: agent.incarnation, by, chars }
}

function freed({ worker, message, agent }: MessageDelivery): Event {
  return { kind: 'message.freed', worker: worker.id, message: message.id, incarnation: agent.incarnation }
}

function undelivered(
  { worker, message, agent }: MessageDelivery,
  { reason, mayRetry }: Extract<DeliveryResult, { kind: 'undelivered' }>,
): Event {
  return { kind: 'message.undelivered', worker: worker.id, message: message.id, incarnation: agent.incarnation, reason, mayRetry }
}
