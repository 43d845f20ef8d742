import type { DeliveryResult } from '../delivery.ts'
import { lookAtPane, type PaneLook } from '../look-at-pane.ts'
import { showsText } from '../own-text.ts'
import { hasKeySincePaste } from '../person.ts'
import { createPoll } from '../poll.ts'
import { receiptProof } from '../receipt/await-proof.ts'
import { agentDied } from '../receipt/outcomes.ts'
import { createScreenRecord, recordLook, type ScreenRecord } from '../receipt/screen-record.ts'
import type { Delivery } from '../running-delivery.ts'

const CHARS_PER_MS = 100

/**
 * Waits until the program has drawn the pasted text and its screen has then stayed unchanged for `enter_delay`, because programs swallow
 * an Enter that comes at once (Claude Code 2.1: 10 of 10). If the text never appears, Enter is sent anyway. The program gets it after the
 * text in any case, and its receipt shows whether the text was taken.
 */
export async function awaitDrawn(delivery: Delivery, before: PaneLook): Promise<ScreenRecord | DeliveryResult> {
  const { request, times } = delivery
  const record = createScreenRecord()
  const quietMs = Math.max(times.drawnQuietMs, request.profile.enterDelayMs)
  const again = createPoll(delivery)
  const deadline = delivery.waitedMs + quietMs + times.consumeWithinMs + request.text.length / CHARS_PER_MS
  let stillSince = delivery.waitedMs
  let wasDrawn = false
  for (;;) {
    const look = await lookAtPane(delivery)
    if (look.facts.dead) return agentDied(delivery)
    const receipt = await receiptProof(delivery)
    if (receipt !== null) return receipt
    // A change by a person after this moment does not say anything about the paste, so czar stops reading here.
    if (wasDrawn && hasKeySincePaste(delivery)) return record
    if (record.memory.hasNews(look.screen)) stillSince = delivery.waitedMs
    recordLook(record, delivery, look)
    const isThere = isDrawn(delivery, before, look)
    wasDrawn ||= isThere
    if ((isThere && delivery.waitedMs - stillSince >= quietMs) || delivery.waitedMs >= deadline) return record
    await again()
  }
}

function isDrawn({ request }: Delivery, before: PaneLook, look: PaneLook): boolean {
  if (before.reading.composer === 'empty' && look.reading.composer === 'draft') return true
  return showsText(request, look.screen) && !showsText(request, before.screen)
}
