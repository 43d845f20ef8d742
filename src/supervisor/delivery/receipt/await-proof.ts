import { type Attempt, pauseFor } from '../attempt.ts'
import type { DeliveryResult } from '../delivery.ts'
import { lookAtPane, type PaneLook } from '../look-at-pane.ts'
import { showsForeignDialog } from '../own-text.ts'
import { hasKeySincePaste } from '../person.ts'
import { createPoll } from '../poll.ts'
import { tellDeath } from './after-enter.ts'
import { agentDied, inferredBy, submittedBy, undelivered } from './outcomes.ts'
import { readReceipts } from './read-receipts.ts'
import { inferSubmission, type Witness } from './witness.ts'

/** Waits for evidence that the agent took the text, took another text, or died. null: there was no evidence within `withinMs`. */
export async function awaitProof(attempt: Attempt, witness: Witness, withinMs: number): Promise<DeliveryResult | null> {
  const deadline = attempt.waitedMs + withinMs
  const again = createPoll(attempt)
  for (;;) {
    const receipt = await receiptProof(attempt)
    if (receipt !== null) return receipt
    const look = await lookAtPane(attempt)
    if (look.facts.dead) return agentDied(attempt)
    const inferred = mayInfer(attempt, look) ? inferSubmission(attempt, witness, look) : null
    if (inferred !== null) return (await deathOf(attempt, witness)) ?? inferredBy(attempt, witness, inferred)
    if (attempt.waitedMs >= deadline) return await lastReceipt(attempt)
    await again()
  }
}

/**
 * The result if the program died right after Enter. A program that ended has not taken the text, whatever it drew before. A script around
 * the program may report its death and start it again.
 */
async function deathOf(attempt: Attempt, witness: Witness): Promise<DeliveryResult | null> {
  await pauseFor(attempt, attempt.times.survivesMs)
  const look = await lookAtPane(attempt)
  if (look.facts.dead) return agentDied(attempt)
  const words = tellDeath(witness, look)
  return words === null ? null : undelivered(attempt, `the program died of Enter, as its screen says: ${words}`, false)
}

/**
 * Judges only by receipts. A receipt for another text means that the agent got czar's text mixed with other input or in pieces, unless a
 * receipt for czar's own text follows.
 */
export async function receiptProof(attempt: Attempt): Promise<DeliveryResult | null> {
  const { hands, times } = attempt
  const deadline = attempt.waitedMs + times.mixedGraceMs
  for (;;) {
    const receipt = readReceipts(attempt)
    if (receipt.kind === 'none') return null
    if (receipt.kind === 'ours') return submittedBy(attempt, receipt.evidence)
    if (attempt.waitedMs >= deadline) return mixedText(attempt, receipt.chars)
    await pauseFor(attempt, times.pollMs)
    await hands.watch.refresh()
  }
}

// Whether a change of the screen may count as evidence. It says nothing about czar's Enter if it comes from a person's keys or a dialog.
function mayInfer(attempt: Attempt, look: PaneLook): boolean {
  return !attempt.givesReceipts && !hasKeySincePaste(attempt) && !showsForeignDialog(attempt.request, look.reading)
}

async function lastReceipt(attempt: Attempt): Promise<DeliveryResult | null> {
  await attempt.hands.watch.refresh()
  return receiptProof(attempt)
}

function mixedText(attempt: Attempt, chars: number): DeliveryResult {
  return undelivered(attempt, `mixed text: the agent took ${chars} characters that are not the ${attempt.chars} of this text`, false)
}
