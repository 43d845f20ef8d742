import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import { isMarked } from '../own-text.ts'
import type { Delivery } from '../running-delivery.ts'

export type ReceiptReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'ours'; readonly evidence: string }
  /** Since this delivery began to write, the agent took a text that is not czar's. */
  | { readonly kind: 'foreign'; readonly chars: number }

type Receipt = Extract<AgentObservation, { kind: 'receipt' }>

/**
 * Reads the receipts of the agent. If there is a receipt for czar's text, it counts, whatever other texts the agent took before or after
 * it.
 */
export function readReceipts(delivery: Delivery): ReceiptReading {
  const receipts = receiptsSeen(delivery)
  const since = receipts.slice(delivery.receiptsBefore)
  const ours = (isOldReceiptProof(delivery) ? receipts : since).find(receipt => receipt.sha256 === delivery.sha256)
  if (ours !== undefined) return { kind: 'ours', evidence: ours.evidence }
  const foreign = since.find(receipt => !delivery.request.outstanding?.includes(receipt.sha256))
  return foreign === undefined ? { kind: 'none' } : { kind: 'foreign', chars: foreign.chars }
}

/** Notes how many receipts there are now. Only later receipts can come from this delivery. */
export function startReceipts(delivery: Delivery): void {
  delivery.receiptsBefore = receiptsSeen(delivery).length
}

function receiptsSeen(delivery: Delivery): readonly Receipt[] {
  return delivery.hands.watch.seen().filter(observation => observation.kind === 'receipt')
}

// Whether an old receipt proves that the agent took this text. A text without an id (`continue`) may equal an earlier text. So if it is
// sent for the first time, only a new receipt counts.
function isOldReceiptProof({ request }: Delivery): boolean {
  return request.resume !== 'fresh' || isMarked(request)
}
