import type { DeliveryResult, Held, Hold, Submitted, Undelivered } from '../delivery.ts'
import type { Delivery } from '../running-delivery.ts'
import { readReceipts } from './read-receipts.ts'
import type { ScreenRecord } from './screen-record.ts'

/**
 * The result if czar concludes from the screen that the agent took a text. It counts as the whole text only if its end was on the screen.
 */
export function inferredBy(delivery: Delivery, { hasShownEnd }: ScreenRecord, evidence: string): Submitted {
  if (hasShownEnd) return submittedBy(delivery, evidence)
  return { ...submittedBy(delivery, `${evidence}; the text was never seen whole, to its end`), endSeen: false }
}

/** The result if the agent has the text, either by its own receipt or judging by its screen. */
export function submittedBy(delivery: Delivery, receipt: string): Submitted {
  const { enters, prompt } = delivery
  const strength = delivery.givesReceipts ? 'exact' : 'inferred'
  return { kind: 'submitted', receipt, strength, enters, ...(prompt === null ? {} : { prompt }) }
}

/** The result if a person uses the pane, so that czar wrote nothing. */
export function heldBy({ by, chars }: Hold): Held {
  return { kind: 'held', by, chars }
}

/** The result if there is no evidence that the agent has the text. */
export function undelivered(delivery: Delivery, reason: string, mayRetry = delivery.untouched): Undelivered {
  return { kind: 'undelivered', reason, mayRetry }
}

/** The result if the agent died. Czar first looks for a last receipt, because an agent may take the text, report that, and then die. */
export async function agentDied(delivery: Delivery): Promise<DeliveryResult> {
  await delivery.hands.watch.refresh()
  const receipt = readReceipts(delivery)
  if (receipt.kind === 'ours') return submittedBy(delivery, receipt.evidence)
  return undelivered(delivery, 'the agent died before it took the text', true)
}
