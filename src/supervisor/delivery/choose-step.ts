import type { ScreenReading } from '../../core/ports/agents-port.ts'
import type { DeliveryRequest } from './delivery.ts'

/** What is known of the pane, receipts aside: none of ours was seen. */
export interface Standing {
  readonly resume: DeliveryRequest['resume']
  readonly givesReceipts: boolean
  readonly composer: ScreenReading['composer']
  /** `[czar <id>` is to be seen, on the screen or above it. */
  readonly showsMarker: boolean
  readonly showsPlaceholder: boolean
  /** The end of the text stands right before the cursor: it is in the composer, whatever scrolled away above it. */
  readonly endsAtCursor: boolean
  readonly isBusy: boolean
  /** It waits for an answer, and this text is none. */
  readonly isAsking: boolean
}

export type Step = 'paste' | 'enter' | 'busy' | 'asking' | 'human-draft' | 'no-prompt' | 'undecidable'

/** The missing step, and only that: no key without a prompt, no Enter on a person's draft, no second paste without proof. */
export function chooseStep(standing: Standing): Step {
  return standing.resume === 'fresh' ? firstStep(standing) : missingStep(standing)
}

function firstStep({ composer, showsMarker, isBusy, isAsking, givesReceipts }: Standing): Step {
  if (composer === 'draft') return showsMarker ? 'enter' : 'human-draft'
  if (isAsking) return 'asking'
  // Without receipts a busy screen is the proof that is waited for; it must not be there before.
  if (isBusy && !givesReceipts) return 'busy'
  return composer === 'empty' ? 'paste' : 'no-prompt'
}

function missingStep({ resume, givesReceipts, composer, showsMarker, showsPlaceholder, endsAtCursor, isBusy }: Standing): Step {
  const isSeen = showsMarker || showsPlaceholder
  // Enter follows the journalled paste: after a mere intent the czar has sent nothing.
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
