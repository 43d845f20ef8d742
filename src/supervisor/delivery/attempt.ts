import { createHash } from 'node:crypto'
import { AGENT_TRAITS } from '../../core/model/agent-traits.ts'
import { CancelledError } from '../../core/model/errors.ts'
import type { PromptKind } from '../../core/model/prompt-kind.ts'
import type { DeliveryHands, DeliveryRequest, Hold } from './delivery.ts'
import { DEFAULT_DELIVERY_TIMES, type DeliveryTimes } from './delivery-times.ts'

/** One run of the delivery state machine: its request, and the little it remembers between steps. */
export interface Attempt {
  readonly request: DeliveryRequest
  readonly hands: DeliveryHands
  readonly times: DeliveryTimes
  readonly sha256: string
  readonly chars: number
  /** false: the program does not say what it took, so evidence is read from its screen. */
  readonly givesReceipts: boolean
  /** Count of receipts from before this attempt wrote anything. */
  receiptsBefore: number
  /**
   * How long this delivery has waited, in ms; its deadlines use this. A look with its pause counts for at most twice that
   * pause: where the czar is slow, so is the program.
   */
  waitedMs: number
  /** Steady time up to which `waitedMs` is counted. */
  countedTo: number
  /** true: no part of the text can be in the agent. */
  untouched: boolean
  pastedAt: number | null
  /** A person's latest key over all looks: tmux forgets it when they detach. */
  lastKeyAt: number | null
  enters: number
  /** The screen and cursors right before the first Enter; null: none was sent. */
  shownAtEnter: string | null
  /** The prompt that the text was pasted to; null: the text was there already, or unknown. */
  prompt: PromptKind | null
  /** The last reported reason why the pasted text waits for a person. */
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

/** Waits `ms`. Every wait of a delivery passes here, so each one notices an abort. */
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

/** Throws CancelledError when the caller wants the delivery to stop where it is. */
export function checkAborted({ request, hands }: Attempt): void {
  if (hands.signal?.aborted) throw new CancelledError(`delivery of ${request.messageId} into ${request.pane} cancelled`)
}
