import { createHash } from 'node:crypto'
import { AGENT_TRAITS } from '../../core/model/agent-traits.ts'
import { CancelledError } from '../../core/model/errors.ts'
import type { PromptKind } from '../../core/model/prompt-kind.ts'
import type { DeliveryHands, DeliveryRequest, Hold } from './delivery.ts'
import { DEFAULT_DELIVERY_TIMES, type DeliveryTimes } from './delivery-times.ts'

/** A running delivery of one text: its request, and what its steps have found out so far. */
export interface Delivery {
  readonly request: DeliveryRequest
  readonly hands: DeliveryHands
  readonly times: DeliveryTimes
  readonly sha256: string
  readonly chars: number
  /** false: the program does not report which texts it took, so czar judges by its screen. */
  readonly givesReceipts: boolean
  /** How many receipts existed before this delivery wrote anything to the pane. */
  receiptsBefore: number
  /**
   * How long this delivery has waited, in ms. The time limits are compared with this and not with the clock. Each reading of the screen
   * together with its pause counts as at most twice the pause, because on a machine where czar is slow, the agent's program is slow too.
   */
  waitedMs: number
  /** The time of the monotonic clock up to which `waitedMs` has been counted. */
  countedTo: number
  /** true: certainly no part of the text has reached the agent. */
  untouched: boolean
  pastedAt: number | null
  /**
   * When a person last pressed a key, by the latest of all readings. It is stored, because tmux forgets the time when the person detaches.
   */
  lastKeyAt: number | null
  enters: number
  /** The screen and its cursors right before the first Enter. null: czar has not sent Enter yet. */
  shownAtEnter: string | null
  /** The prompt into which czar pasted the text. null: the text was there already, or the prompt is unknown. */
  prompt: PromptKind | null
  /** The last reported reason why the pasted text waits for a person. */
  held: Hold | null
}

/** Creates a delivery that has not done anything yet. */
export function createDelivery(request: DeliveryRequest, hands: DeliveryHands): Delivery {
  const taken = hands.agents.asTaken(request.profile, request.text)
  return {
    request,
    hands,
    times: { ...DEFAULT_DELIVERY_TIMES, ...hands.times },
    sha256: createHash('sha256').update(taken).digest('hex'),
    chars: taken.length,
    givesReceipts: AGENT_TRAITS[request.profile.kind].givesReceipts,
    receiptsBefore: 0,
    waitedMs: 0,
    countedTo: hands.clock.steady(),
    untouched: request.resume === 'fresh',
    pastedAt: null,
    lastKeyAt: null,
    enters: 0,
    shownAtEnter: null,
    prompt: null,
    held: null,
  }
}

/** Waits `ms`. All waits of a delivery use this function, so each wait ends early if the delivery is aborted. */
export async function pauseFor(delivery: Delivery, ms: number): Promise<void> {
  const { clock, signal } = delivery.hands
  checkAborted(delivery)
  await new Promise<void>(resolve => {
    const cancel = clock.at(clock.now() + ms, wake)
    signal?.addEventListener('abort', wake, { once: true })
    function wake(): void {
      cancel()
      signal?.removeEventListener('abort', wake)
      resolve()
    }
  })
  count(delivery, ms)
  checkAborted(delivery)
}

function count(delivery: Delivery, pauseMs: number): void {
  const now = delivery.hands.clock.steady()
  delivery.waitedMs += Math.min(now - delivery.countedTo, 2 * pauseMs)
  delivery.countedTo = now
}

/** Throws CancelledError if the caller has aborted the delivery. */
export function checkAborted({ request, hands }: Delivery): void {
  if (hands.signal?.aborted) throw new CancelledError(`delivery of ${request.messageId} into ${request.pane} cancelled`)
}
