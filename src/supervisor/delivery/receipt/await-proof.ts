import type { DeliveryResult } from '../delivery.ts'
import { lookAtPane, type PaneLook } from '../look-at-pane.ts'
import { showsForeignDialog } from '../own-text.ts'
import { hasKeySincePaste } from '../person.ts'
import { createPoll } from '../poll.ts'
import { type Delivery, pauseFor } from '../running-delivery.ts'
import { tellDeath } from './after-enter.ts'
import { agentDied, inferredBy, submittedBy, undelivered } from './outcomes.ts'
import { readReceipts } from './read-receipts.ts'
import { inferSubmission, type ScreenRecord } from './screen-record.ts'

/** Waits for evidence that the agent took the text, took another text, or died. null: there was no evidence within `withinMs`. */
export async function awaitProof(delivery: Delivery, record: ScreenRecord, withinMs: number): Promise<DeliveryResult | null> {
  const deadline = delivery.waitedMs + withinMs
  const again = createPoll(delivery)
  for (;;) {
    const receipt = await receiptProof(delivery)
    if (receipt !== null) return receipt
    const look = await lookAtPane(delivery)
    if (look.facts.dead) return agentDied(delivery)
    const inferred = mayInfer(delivery, look) ? inferSubmission(delivery, record, look) : null
    if (inferred !== null) return (await deathOf(delivery, record)) ?? inferredBy(delivery, record, inferred)
    if (delivery.waitedMs >= deadline) return await lastReceipt(delivery)
    await again()
  }
}

/**
 * The result if the program died right after Enter. A program that ended has not taken the text, whatever it drew before. A script around
 * the program may report its death and start it again.
 */
async function deathOf(delivery: Delivery, record: ScreenRecord): Promise<DeliveryResult | null> {
  await pauseFor(delivery, delivery.times.survivesMs)
  const look = await lookAtPane(delivery)
  if (look.facts.dead) return agentDied(delivery)
  const words = tellDeath(record, look)
  return words === null ? null : undelivered(delivery, `the program died after Enter, as its screen shows: ${words}`, false)
}

/**
 * Judges only by receipts. A receipt for another text means that the agent got czar's text mixed with other input or in pieces, unless a
 * receipt for czar's own text follows.
 */
export async function receiptProof(delivery: Delivery): Promise<DeliveryResult | null> {
  const { hands, times } = delivery
  const deadline = delivery.waitedMs + times.mixedGraceMs
  for (;;) {
    const receipt = readReceipts(delivery)
    if (receipt.kind === 'none') return null
    if (receipt.kind === 'ours') return submittedBy(delivery, receipt.evidence)
    if (delivery.waitedMs >= deadline) return mixedText(delivery, receipt.chars)
    await pauseFor(delivery, times.pollMs)
    await hands.watch.refresh()
  }
}

// Whether a change of the screen may count as evidence. It says nothing about czar's Enter if it comes from a person's keys or a dialog.
function mayInfer(delivery: Delivery, look: PaneLook): boolean {
  return !delivery.givesReceipts && !hasKeySincePaste(delivery) && !showsForeignDialog(delivery.request, look.reading)
}

async function lastReceipt(delivery: Delivery): Promise<DeliveryResult | null> {
  await delivery.hands.watch.refresh()
  return receiptProof(delivery)
}

function mixedText(delivery: Delivery, chars: number): DeliveryResult {
  return undelivered(delivery, `mixed text: the agent took ${chars} characters that are not the ${delivery.chars} of this text`, false)
}
