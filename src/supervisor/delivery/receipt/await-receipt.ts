import type { Submitted } from '../delivery.ts'
import { type Delivery, pauseFor } from '../running-delivery.ts'
import { submittedBy } from './outcomes.ts'
import { readReceipts } from './read-receipts.ts'

/** Waits for the receipt of czar's text without reading the pane or writing to it. null: no receipt came within `withinMs`. */
export async function awaitReceipt(delivery: Delivery, withinMs: number): Promise<Submitted | null> {
  const deadline = delivery.waitedMs + withinMs
  for (;;) {
    await delivery.hands.watch.refresh()
    const receipt = readReceipts(delivery)
    if (receipt.kind === 'ours') return submittedBy(delivery, receipt.evidence)
    if (delivery.waitedMs >= deadline) return null
    await pauseFor(delivery, delivery.times.pollMs)
  }
}
