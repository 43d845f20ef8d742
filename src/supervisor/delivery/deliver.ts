import { AGENT_TRAITS } from '../../core/model/agent-traits.ts'
import { ToolError } from '../../core/model/errors.ts'
import { promptKind } from '../read-pane.ts'
import { type Attempt, checkAborted, createAttempt } from './attempt.ts'
import { awaitOpening } from './await-opening.ts'
import type { DeliveryHands, DeliveryRequest, DeliveryResult } from './delivery.ts'
import type { PaneLook } from './look-at-pane.ts'
import { nextStep } from './next-step.ts'
import { awaitDrawn } from './paste/await-drawn.ts'
import { pasteLines } from './paste/paste-lines.ts'
import { pasteWhole } from './paste/paste-whole.ts'
import { submit } from './paste/submit.ts'
import { awaitReceipt } from './receipt/await-receipt.ts'
import { agentDied, undelivered } from './receipt/outcomes.ts'
import { startReceipts } from './receipt/read-receipts.ts'
import { createWitness, witnessLook } from './receipt/witness.ts'

/**
 * Delivers one text completely and only once, and returns the evidence. If a step fails, only that step is repeated. If a person uses the
 * pane, the result is `held`, which is not a failure. After `undelivered`, the agent may still report a receipt later, and the caller may
 * then count the text as taken. Throws CancelledError if it is aborted, and passes on any error of `onPasted`. Failures of tmux are
 * returned as results.
 */
export function deliver(request: DeliveryRequest, hands: DeliveryHands): Promise<DeliveryResult> {
  const attempt = createAttempt(request, hands)
  return hands.locks.hold(request.pane, async () => {
    try {
      return await run(attempt)
    } catch (error) {
      if (error instanceof ToolError) return explainFailure(attempt, error)
      throw error
    }
  })
}

async function run(attempt: Attempt): Promise<DeliveryResult> {
  const { request, hands } = attempt
  checkAborted(attempt)
  if (attempt.chars > request.profile.maxChars) {
    return undelivered(
      attempt,
      `${attempt.chars} characters are more than the ${request.profile.maxChars} that ${request.profile.name} takes`,
      false,
    )
  }
  await hands.watch.refresh()
  startReceipts(attempt)
  const look = await awaitOpening(attempt, 'yield')
  if (look.kind === 'held') return (await awaitReceipt(attempt, 0)) ?? look
  if (look.kind !== 'look') return look
  const step = await nextStep(attempt, look)
  if (step === 'enter') return submitDraft(attempt, look)
  if (step !== 'paste') return step
  attempt.prompt = AGENT_TRAITS[request.profile.kind].hasKnownPrompt ? null : promptKind(look.reading, look.pane, look.facts)
  if (request.profile.input === 'lines' && request.text.includes('\n')) return pasteLines(attempt)
  const pasted = await pasteWhole(attempt, look)
  return pasted === 'pasted' ? submitPasted(attempt, look) : pasted
}

async function submitPasted(attempt: Attempt, before: PaneLook): Promise<DeliveryResult> {
  const witness = await awaitDrawn(attempt, before)
  return witness.kind === 'witness' ? submit(attempt, witness) : witness
}

async function submitDraft(attempt: Attempt, look: PaneLook): Promise<DeliveryResult> {
  attempt.untouched = false
  const witness = createWitness()
  witnessLook(witness, attempt, look)
  return submit(attempt, witness)
}

async function explainFailure(attempt: Attempt, error: ToolError): Promise<DeliveryResult> {
  if (error.reason === 'target-gone' || error.reason === 'server-gone') return agentDied(attempt)
  // Czar could not read the pane. The agent may still take the text if an earlier attempt pasted it.
  if (attempt.untouched) return { ...undelivered(attempt, error.message), ...(error.reason === 'timeout' ? { unanswered: true } : {}) }
  return (await awaitReceipt(attempt, attempt.times.lateReceiptMs)) ?? undelivered(attempt, error.message)
}
