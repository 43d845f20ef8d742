import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import type { Attempt } from '../attempt.ts'
import { isMarked } from '../own-text.ts'

export type ReceiptReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'ours'; readonly evidence: string }
  /** Since this attempt began to write, the agent took a text that is not czar's. */
  | { readonly kind: 'foreign'; readonly chars: number }

type Receipt = Extract<AgentObservation, { kind: 'receipt' }>

/**
 * Reads the receipts of the agent. If there is a receipt for czar's text, it counts, whatever other texts the agent took before or after
 * it.
 */
export function readReceipts(attempt: Attempt): ReceiptReading {
  const receipts = receiptsSeen(attempt)
  const since = receipts.slice(attempt.receiptsBefore)
  const ours = (isOldReceiptProof(attempt) ? receipts : since).find(receipt => receipt.sha256 === attempt.sha256)
  if (ours !== undefined) return { kind: 'ours', evidence: ours.evidence }
  const foreign = since.find(receipt => !attempt.request.outstanding?.includes(receipt.sha256))
  return foreign === undefined ? { kind: 'none' } : { kind: 'foreign', chars: foreign.chars }
}

/** Notes how many receipts there are now. Only later receipts can come from this attempt. */
export function startReceipts(attempt: Attempt): void {
  attempt.receiptsBefore = receiptsSeen(attempt).length
}

function receiptsSeen(attempt: Attempt): readonly Receipt[] {
  return attempt.hands.watch.seen().filter(observation => observation.kind === 'receipt')
}

// Whether an old receipt proves that the agent took this text. A text without an id (`continue`) may equal an earlier text. So if it is
// sent for the first time, only a new receipt counts.
function isOldReceiptProof({ request }: Attempt): boolean {
  return request.resume !== 'fresh' || isMarked(request)
}
