import type { ScreenReading } from '../../core/ports/agents-port.ts'
import type { DeliveryRequest } from './delivery.ts'

/** What the pane shows when no receipt of this text was seen. */
export interface DeliveryStanding {
  readonly resume: DeliveryRequest['resume']
  readonly givesReceipts: boolean
  readonly composer: ScreenReading['composer']
  /** True: `[czar <id>` appears on the screen or above it. */
  readonly showsMarker: boolean
  readonly showsPlaceholder: boolean
  /**
   * True: the end of the text is right before the cursor. So the text is in the composer, even if its start has scrolled
   * away.
   */
  readonly endsAtCursor: boolean
  readonly isBusy: boolean
  /** True: the agent waits for an answer, and this text is not an answer. */
  readonly isAsking: boolean
}

export type DeliveryStep = 'paste' | 'enter' | 'busy' | 'asking' | 'human-draft' | 'no-prompt' | 'undecidable'

/**
 * Chooses only the step that is missing. Czar sends no key without a prompt, no Enter on a person's draft, and no second paste without
 * proof that the first is gone.
 */
export function chooseStep(standing: DeliveryStanding): DeliveryStep {
  return standing.resume === 'fresh' ? firstStep(standing) : missingStep(standing)
}

function firstStep({ composer, showsMarker, isBusy, isAsking, givesReceipts }: DeliveryStanding): DeliveryStep {
  if (composer === 'draft') return showsMarker ? 'enter' : 'human-draft'
  if (isAsking) return 'asking'
  // Without receipts, a screen that turns busy is the proof, so the screen must not be busy before.
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
  // Enter is sent only after the paste is in the journal. If the journal has only the intent, no Enter was sent.
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
