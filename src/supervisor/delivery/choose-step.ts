import type { ScreenReading } from '../../core/ports/agents-port.ts'
import type { DeliveryRequest } from './delivery.ts'

/** What is known of the pane when no receipt of ours was seen. */
export interface DeliveryStanding {
  readonly resume: DeliveryRequest['resume']
  readonly givesReceipts: boolean
  readonly composer: ScreenReading['composer']
  /** `[czar <id>` shows on the screen or above it. */
  readonly showsMarker: boolean
  readonly showsPlaceholder: boolean
  /** The end of the text stands right before the cursor: the text is in the composer, even if its start scrolled away. */
  readonly endsAtCursor: boolean
  readonly isBusy: boolean
  /** The agent waits for an answer, and this text is not one. */
  readonly isAsking: boolean
}

export type DeliveryStep = 'paste' | 'enter' | 'busy' | 'asking' | 'human-draft' | 'no-prompt' | 'undecidable'

/** Chooses only the missing step: no key without a prompt, no Enter on a person's draft, no second paste without proof. */
export function chooseStep(standing: DeliveryStanding): DeliveryStep {
  return standing.resume === 'fresh' ? firstStep(standing) : missingStep(standing)
}

function firstStep({ composer, showsMarker, isBusy, isAsking, givesReceipts }: DeliveryStanding): DeliveryStep {
  if (composer === 'draft') return showsMarker ? 'enter' : 'human-draft'
  if (isAsking) return 'asking'
  // Without receipts a screen that turns busy is the proof, so it must not be busy before.
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
  // Enter is sent only after the paste is journalled: after a mere intent there was no Enter.
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
