import { type Attempt, pauseFor } from '../attempt.ts'
import type { Submitted } from '../delivery.ts'
import { submittedBy } from './outcomes.ts'
import { readReceipts } from './read-receipts.ts'

/** Waits for the receipt of czar's text without reading the pane or writing to it. null: no receipt came within `withinMs`. */
export async function awaitReceipt(attempt: Attempt, withinMs: number): Promise<Submitted | null> {
  const deadline = attempt.waitedMs + withinMs
  for (;;) {
    await attempt.hands.watch.refresh()
    const receipt = readReceipts(attempt)
    if (receipt.kind === 'ours') return submittedBy(attempt, receipt.evidence)
    if (attempt.waitedMs >= deadline) return null
    await pauseFor(attempt, attempt.times.pollMs)
  }
}
