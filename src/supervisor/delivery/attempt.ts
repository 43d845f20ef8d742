import { createHash } from 'node:crypto'
import { AGENT_TRAITS } from '../../core/model/agent-traits.ts'
import { CancelledError } from '../../core/model/errors.ts'
import type { PromptKind } from '../../core/model/prompt-kind.ts'
import type { DeliveryHands, DeliveryRequest, Hold } from './delivery.ts'
import { DEFAULT_DELIVERY_TIMES, type DeliveryTimes } from './delivery-times.ts'

/** One run of a delivery: its request, and what it remembers between steps. */
export interface Attempt {
  readonly request: DeliveryRequest
  readonly hands: DeliveryHands
  readonly times: DeliveryTimes
  readonly sha256: string
  readonly chars: number
  /** false: the program does not say what it took, so the evidence comes from its screen. */
  readonly givesReceipts: boolean
  /** The number of receipts that already existed before this attempt wrote anything. */
  receiptsBefore: number
  /**
   * How long this delivery has waited, in ms; its deadlines use this. Each reading of the screen, with its pause, counts as at most twice
   * the pause: on a machine where the czar is slow, the program is slow too.
   */
  waitedMs: number
  /** The monotonic time up to which `waitedMs` is counted. */
  countedTo: number
  /** true: no part of the text can be in the agent. */
  untouched: boolean
  pastedAt: number | null
  /** When a person last pressed a key, over all readings, because tmux forgets the key when the person detaches. */
  lastKeyAt: number | null
  enters: number
  /** The screen and cursors right before the first Enter; null: czar has sent none. */
  shownAtEnter: string | null
  /** The prompt into which the text was pasted; null: the text was there already, or the prompt is unknown. */
  prompt: PromptKind | null
  /** The reason, as last reported, why the pasted text waits for a person. */
  held: Hold | null
}

/** A fresh attempt that has done nothing yet. */
export function createAttempt(request: DeliveryRequest, hands: DeliveryHands): Attempt {
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

/** Waits `ms`. All waits of a delivery use this function, so each one notices an abort. */
export async function pauseFor(attempt: Attempt, ms: number): Promise<void> {
  const { clock, signal } = attempt.hands
  checkAborted(attempt)
  await new Promise<void>(resolve => {
    const cancel = clock.at(clock.now() + ms, wake)
    signal?.addEventListener('abort', wake, { once: true })
    function wake(): void {
      cancel()
      signal?.removeEventListener('abort', wake)
      resolve()
    }
  })
  count(attempt, ms)
  checkAborted(attempt)
}

function count(attempt: Attempt, pauseMs: number): void {
  const now = attempt.hands.clock.steady()
  attempt.waitedMs += Math.min(now - attempt.countedTo, 2 * pauseMs)
  attempt.countedTo = now
}

/** Throws CancelledError if the caller wants the delivery to stop here. */
export function checkAborted({ request, hands }: Attempt): void {
  if (hands.signal?.aborted) throw new CancelledError(`delivery of ${request.messageId} into ${request.pane} cancelled`)
}
