import type { Attempt } from '../attempt.ts'
import type { DeliveryResult } from '../delivery.ts'
import { lookAtPane, type PaneLook } from '../look-at-pane.ts'
import { showsText } from '../own-text.ts'
import { hasKeySincePaste } from '../person.ts'
import { createPoll } from '../poll.ts'
import { receiptProof } from '../receipt/await-proof.ts'
import { agentDied } from '../receipt/outcomes.ts'
import { createWitness, type Witness, witnessLook } from '../receipt/witness.ts'

const CHARS_PER_MS = 100

/**
 * Waits until the program has drawn the pasted text and its screen has then stayed unchanged for `enter_delay`, because programs swallow
 * an Enter that comes at once (Claude Code 2.1: 10 of 10). If the text never appears, Enter is sent anyway. The program gets it after the
 * text in any case, and its receipt shows whether the text was taken.
 */
export async function awaitDrawn(attempt: Attempt, before: PaneLook): Promise<Witness | DeliveryResult> {
  const { request, times } = attempt
  const witness = createWitness()
  const quietMs = Math.max(times.drawnQuietMs, request.profile.enterDelayMs)
  const again = createPoll(attempt)
  const deadline = attempt.waitedMs + quietMs + times.consumeWithinMs + request.text.length / CHARS_PER_MS
  let stillSince = attempt.waitedMs
  let wasDrawn = false
  for (;;) {
    const look = await lookAtPane(attempt)
    if (look.facts.dead) return agentDied(attempt)
    const receipt = await receiptProof(attempt)
    if (receipt !== null) return receipt
    // What a person changes after this moment does not say anything about the paste, so czar stops reading here.
    if (wasDrawn && hasKeySincePaste(attempt)) return witness
    if (witness.memory.hasNews(look.screen)) stillSince = attempt.waitedMs
    witnessLook(witness, attempt, look)
    const isThere = isDrawn(attempt, before, look)
    wasDrawn ||= isThere
    if ((isThere && attempt.waitedMs - stillSince >= quietMs) || attempt.waitedMs >= deadline) return witness
    await again()
  }
}

function isDrawn({ request }: Attempt, before: PaneLook, look: PaneLook): boolean {
  if (before.reading.composer === 'empty' && look.reading.composer === 'draft') return true
  return showsText(request, look.screen) && !showsText(request, before.screen)
}
