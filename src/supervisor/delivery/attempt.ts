import { createHash } from 'node:crypto'
import { CancelledError } from '../../core/model/errors.ts'
import type { AgentKind } from '../../core/model/project.ts'
import type { PromptKind } from '../../core/model/prompt-kind.ts'
import type { DeliveryHands, DeliveryRequest, Hold } from './delivery.ts'
import { DEFAULT_DELIVERY_TIMES, type DeliveryTimes } from './delivery-times.ts'

/** One run of the state machine: what it was asked, and the little it has to remember between its steps. */
export interface Attempt {
  readonly request: DeliveryRequest
  readonly hands: DeliveryHands
  readonly times: DeliveryTimes
  readonly sha256: string
  readonly chars: number
  /** false: the program says nothing of what it took, so evidence is read from its screen. */
  readonly givesReceipts: boolean
  /** Receipts that were there before this attempt wrote anything. */
  receiptsBefore: number
  /**
   * How long this delivery has waited, in ms: its waits end by this. Of a look and the pause after it twice that pause counts at most, for
   * where the czar hardly gets on, neither does the program.
   */
  waitedMs: number
  /** Steady time up to which that is counted. */
  countedTo: number
  /** No part of the text can be in the agent. */
  untouched: boolean
  pastedAt: number | null
  /** The latest key of a person that any look told of: who detaches takes the knowledge along. */
  lastKeyAt: number | null
  enters: number
  /** The screen and its cursors as the first Enter found them; null: none was sent. */
  shownAtEnter: string | null
  /** The prompt that the text was pasted to; null: it was there already, or nobody knows. */
  prompt: PromptKind | null
  /** What was last told of a person whom the pasted text waits for. */
  held: Hold | null
}

const GIVES_RECEIPTS = { scripted: true, claude: true, codex: true, opencode: true, gemini: true, command: false } satisfies Record<
  AgentKind,
  boolean
>

/** Nothing is done yet. */
export function createAttempt(request: DeliveryRequest, hands: DeliveryHands): Attempt {
  const taken = hands.agents.asTaken(request.profile, request.text)
  return {
    request,
    hands,
    times: { ...DEFAULT_DELIVERY_TIMES, ...hands.times },
    sha256: createHash('sha256').update(taken).digest('hex'),
    chars: taken.length,
    givesReceipts: GIVES_RECEIPTS[request.profile.kind],
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

/** Lets the world go on for `ms`; every wait of a delivery passes here, so an abort is noticed in each. */
export async function pause(attempt: Attempt, ms: number): Promise<void> {
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
