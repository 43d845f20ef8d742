import { type Attempt, checkAborted } from './attempt.ts'
import { awaitOpening } from './await-opening.ts'
import { awaitProof, receiptProof } from './await-proof.ts'
import type { DeliveryResult } from './delivery.ts'
import type { PaneLook } from './look-at-pane.ts'
import { agentDied, undelivered } from './outcomes.ts'
import { hasKeySincePaste } from './person.ts'
import type { Witness } from './witness.ts'

/** Sends Enter until there is proof, and not once more than that; a text that stays unsent is said to be there. */
export async function submit(attempt: Attempt, witness: Witness): Promise<DeliveryResult> {
  const { hands, times } = attempt
  const personDeadline = hands.clock.now() + times.personWithinMs
  let lastEnterAt = hands.clock.now()
  for (;;) {
    const look = await awaitOpening(attempt, personDeadline)
    const receipt = await receiptProof(attempt)
    if (receipt !== null) return receipt
    if (look.kind !== 'look') return look
    if (isOverwritten(attempt, witness, look)) return mixedDraft(attempt)
    const { composer } = look.reading
    if (mayEnter(attempt, look)) {
      const sent = await sendEnter(attempt)
      if (typeof sent === 'object') return sent
      if (sent === 'sent') lastEnterAt = hands.clock.now()
      else if (look.at >= personDeadline) return undelivered(attempt, 'a person is typing in the pane')
    } else if (composer === 'draft' || hands.clock.now() >= lastEnterAt + times.lateReceiptMs) {
      return noReceipt(attempt, composer)
    }
    const proof = await awaitProof(attempt, witness, times.enterEveryMs)
    if (proof !== null) return proof
  }
}

// A draft that a person has changed since the paste is not sent: it is no longer the text.
function isOverwritten(attempt: Attempt, witness: Witness, look: PaneLook): boolean {
  return attempt.enters === 0 && hasKeySincePaste(attempt) && witness.memory.hasNews(look.screen)
}

function mayEnter(attempt: Attempt, look: PaneLook): boolean {
  if (attempt.enters === 0) return true
  return attempt.enters < attempt.times.enters && look.reading.composer !== 'empty' && !hasKeySincePaste(attempt)
}

async function sendEnter(attempt: Attempt): Promise<'sent' | 'deferred' | DeliveryResult> {
  const { request, hands } = attempt
  checkAborted(attempt)
  const result = await hands.terminal.keys(request.pane, ['Enter'])
  if (result.outcome === 'pasted') {
    attempt.enters += 1
    return 'sent'
  }
  if (result.reason === 'dead' || result.reason === 'gone') return agentDied(attempt)
  if (result.reason !== 'person-typing') return undelivered(attempt, `Enter was refused: pane ${request.pane} is ${result.reason}`)
  return 'deferred'
}

function mixedDraft(attempt: Attempt): DeliveryResult {
  return undelivered(attempt, 'mixed text: a person typed into the composer after the paste; it is left unsent', false)
}

function noReceipt(attempt: Attempt, composer: string): DeliveryResult {
  const where = composer === 'draft' ? 'the text is still in the composer' : `the composer is ${composer}`
  return undelivered(attempt, `no receipt after ${attempt.enters} Enter: ${where}`, false)
}
