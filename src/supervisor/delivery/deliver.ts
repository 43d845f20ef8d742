import { AGENT_TRAITS } from '../../core/model/agent-traits.ts'
import { ToolError } from '../../core/model/errors.ts'
import { promptKind } from '../read-pane.ts'
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
import { createScreenRecord, recordLook } from './receipt/screen-record.ts'
import { checkAborted, createDelivery, type Delivery } from './running-delivery.ts'

/**
 * Delivers one text completely and only once, and returns the evidence. If a step fails, only that step is repeated. If a person uses the
 * pane, the result is `held`, which is not a failure. After `undelivered`, the agent may still report a receipt later, and the caller may
 * then count the text as taken. Throws CancelledError if it is aborted, and passes on any error of `onPasted`. Failures of tmux are
 * returned as results.
 */
export function deliver(request: DeliveryRequest, hands: DeliveryHands): Promise<DeliveryResult> {
  const delivery = createDelivery(request, hands)
  return hands.locks.hold(request.pane, async () => {
    try {
      return await run(delivery)
    } catch (error) {
      if (error instanceof ToolError) return explainFailure(delivery, error)
      throw error
    }
  })
}

async function run(delivery: Delivery): Promise<DeliveryResult> {
  const { request, hands } = delivery
  checkAborted(delivery)
  if (delivery.chars > request.profile.maxChars) {
    return undelivered(
      delivery,
      `${delivery.chars} characters are more than the ${request.profile.maxChars} that ${request.profile.name} takes`,
      false,
    )
  }
  await hands.watch.refresh()
  startReceipts(delivery)
  const look = await awaitOpening(delivery, 'yield')
  if (look.kind === 'held') return (await awaitReceipt(delivery, 0)) ?? look
  if (look.kind !== 'look') return look
  const step = await nextStep(delivery, look)
  if (step === 'enter') return submitDraft(delivery, look)
  if (step !== 'paste') return step
  delivery.prompt = AGENT_TRAITS[request.profile.kind].hasKnownPrompt ? null : promptKind(look.reading, look.pane, look.facts)
  if (request.profile.input === 'lines' && request.text.includes('\n')) return pasteLines(delivery)
  const pasted = await pasteWhole(delivery, look)
  return pasted === 'pasted' ? submitPasted(delivery, look) : pasted
}

async function submitPasted(delivery: Delivery, before: PaneLook): Promise<DeliveryResult> {
  const record = await awaitDrawn(delivery, before)
  return record.kind === 'record' ? submit(delivery, record) : record
}

async function submitDraft(delivery: Delivery, look: PaneLook): Promise<DeliveryResult> {
  delivery.untouched = false
  const record = createScreenRecord()
  recordLook(record, delivery, look)
  return submit(delivery, record)
}

async function explainFailure(delivery: Delivery, error: ToolError): Promise<DeliveryResult> {
  if (error.reason === 'target-gone' || error.reason === 'server-gone') return agentDied(delivery)
  // Czar could not read the pane. The agent may still take the text if an earlier delivery pasted it.
  if (delivery.untouched) return { ...undelivered(delivery, error.message), ...(error.reason === 'timeout' ? { unanswered: true } : {}) }
  return (await awaitReceipt(delivery, delivery.times.lateReceiptMs)) ?? undelivered(delivery, error.message)
}
