import type { Attempt } from '../attempt.ts'
import type { DeliveryResult, Held, Hold, Submitted, Undelivered } from '../delivery.ts'
import { readReceipts } from './read-receipts.ts'
import type { Witness } from './witness.ts'

/**
 * The result if czar concludes from the screen that the agent took a text. It counts as the whole text only if its end was on the screen.
 */
export function inferredBy(attempt: Attempt, { hasShownEnd }: Witness, evidence: string): Submitted {
  if (hasShownEnd) return submittedBy(attempt, evidence)
  return { ...submittedBy(attempt, `${evidence}; the text was never seen whole, to its end`), endSeen: false }
}

/** The result if the agent has the text, either by its own receipt or judging by its screen. */
export function submittedBy(attempt: Attempt, receipt: string): Submitted {
  const { enters, prompt } = attempt
  const strength = attempt.givesReceipts ? 'exact' : 'inferred'
  return { kind: 'submitted', receipt, strength, enters, ...(prompt === null ? {} : { prompt }) }
}

/** The result if a person uses the pane, so that czar wrote nothing. */
export function heldBy({ by, chars }: Hold): Held {
  return { kind: 'held', by, chars }
}

/** The result if there is no evidence that the agent has the text. */
export function undelivered(attempt: Attempt, reason: string, mayRetry = attempt.untouched): Undelivered {
  return { kind: 'undelivered', reason, mayRetry }
}

/** The result if the agent died. Czar first looks for a last receipt, because an agent may take the text, report that, and then die. */
export async function agentDied(attempt: Attempt): Promise<DeliveryResult> {
  await attempt.hands.watch.refresh()
  const receipt = readReceipts(attempt)
  if (receipt.kind === 'ours') return submittedBy(attempt, receipt.evidence)
  return undelivered(attempt, 'the agent died before it took the text', true)
}
