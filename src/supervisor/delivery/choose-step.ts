import type { ScreenReading } from '../../core/ports/agents-port.ts'
import type { DeliveryRequest } from './delivery.ts'

/** The evidence in the pane, for an agent that has not reported that it took this text. */
export interface DeliveryStanding {
  readonly resume: DeliveryRequest['resume']
  readonly givesReceipts: boolean
  readonly composer: ScreenReading['composer']
  /** True: the words `[czar <id>`, with which the text begins, are on the screen or in the lines above it. */
  readonly showsMarker: boolean
  readonly showsPlaceholder: boolean
  /**
   * True: the end of the text is right before the cursor. Then the text is in the agent's input field, even if its beginning has scrolled
   * out of sight.
   */
  readonly endsAtCursor: boolean
  readonly isBusy: boolean
  /** True: the agent waits for the answer to a question, and this text is not an answer. */
  readonly isAsking: boolean
}

export type DeliveryStep = 'paste' | 'enter' | 'busy' | 'asking' | 'human-draft' | 'no-prompt' | 'undecidable'

/**
 * Chooses the next step of a delivery. Czar sends no key if there is no prompt, and no Enter if a person's draft is in the input field. It
 * pastes a second time only if it has proof that the first paste is gone.
 */
export function chooseStep(standing: DeliveryStanding): DeliveryStep {
  return standing.resume === 'fresh' ? firstStep(standing) : missingStep(standing)
}

function firstStep({ composer, showsMarker, isBusy, isAsking, givesReceipts }: DeliveryStanding): DeliveryStep {
  if (composer === 'draft') return showsMarker ? 'enter' : 'human-draft'
  if (isAsking) return 'asking'
  // If the program gives no receipts, the proof is that its screen becomes busy. So the screen must not already be busy before.
  if (isBusy && !givesReceipts) return 'busy'
  return composer === 'empty' ? 'paste' : 'no-prompt'
}

function missingStep({
  resume,
  givesReceipts,
  composer,
  showsMarker,
  showsPlaceholder,
  endsAtCursor,
  isBusy,
}: DeliveryStanding): DeliveryStep {
  const isSeen = showsMarker || showsPlaceholder
  // Czar sends Enter only after it has recorded the paste in the journal. If the journal has only the intent to deliver, no Enter was
  // sent.
  const isUnsent = resume === 'after-intent'
  switch (composer) {
    case 'draft':
      return isSeen || endsAtCursor ? 'enter' : 'human-draft'
    case 'empty':
      return isUnsent && !isSeen && !isBusy ? 'paste' : 'undecidable'
    case 'unknown':
      return endsAtCursor && (isUnsent || givesReceipts) ? 'enter' : 'undecidable'
  }
}
