import type { DeliveryStep } from './choose-step.ts'
import { chooseStep } from './choose-step.ts'
import type { DeliveryResult } from './delivery.ts'
import { lookAtPane, type PaneLook } from './look-at-pane.ts'
import { endsAtCursor, showsMarker, showsPlaceholder } from './own-text.ts'
import { awaitReceipt } from './receipt/await-receipt.ts'
import { agentDied, heldBy, undelivered } from './receipt/outcomes.ts'
import { type Delivery, pauseFor } from './running-delivery.ts'

/** How many lines above the screen are read. A long draft of a simple program may begin there. */
const HISTORY_LINES = 2000

/** Reads the evidence and chooses the next step: paste the text, send only Enter, or do nothing. In the last case the result says why. */
export async function nextStep(delivery: Delivery, look: PaneLook): Promise<'paste' | 'enter' | DeliveryResult> {
  const known = await awaitReceipt(delivery, 0)
  if (known !== null) return known
  const step = await standingStep(delivery, look)
  if (step === 'no-prompt') return awaitPrompt(delivery)
  if (delivery.request.resume === 'fresh' || step === 'enter' || step === 'human-draft') return answer(delivery, step, look)

  // A receipt may still be on its way, or the program may be drawing its screen. So an empty input field counts only if two readings find
  // it empty.
  const late = await awaitReceipt(delivery, step === 'paste' ? delivery.times.recheckMs : delivery.times.lateReceiptMs)
  if (late !== null) return late
  const later = await lookAtPane(delivery)
  const again = await standingStep(delivery, later)
  return answer(delivery, again === 'paste' && step !== 'paste' ? 'undecidable' : again, later)
}

/**
 * Waits for a prompt if the screen shows none. A program shows no prompt while it draws its screen, and also when it has just ended and
 * tmux has not noticed that yet.
 */
async function awaitPrompt(delivery: Delivery): Promise<'paste' | 'enter' | DeliveryResult> {
  const deadline = delivery.waitedMs + delivery.times.promptWithinMs
  for (;;) {
    await pauseFor(delivery, delivery.times.pollMs)
    const look = await lookAtPane(delivery)
    if (look.facts.dead) return agentDied(delivery)
    const step = await standingStep(delivery, look)
    if (step !== 'no-prompt' || delivery.waitedMs >= deadline) return answer(delivery, step, look)
  }
}

async function standingStep(delivery: Delivery, { pane, screen, reading }: PaneLook): Promise<DeliveryStep> {
  const { request, hands, givesReceipts } = delivery
  const above = request.resume === 'fresh' ? screen : await hands.terminal.capture(request.pane, HISTORY_LINES)
  return chooseStep({
    resume: request.resume,
    givesReceipts,
    composer: reading.composer,
    showsMarker: showsMarker(request.messageId, above),
    showsPlaceholder: showsPlaceholder(request, screen),
    endsAtCursor: endsAtCursor(request, pane),
    isBusy: reading.busy || saysBusy(delivery),
    isAsking: isAsking(delivery),
  })
}

function saysBusy(delivery: Delivery): boolean {
  const turn = lastTurn(delivery)
  return turn !== undefined && turn.turn !== 'idle'
}

// Whether the agent asks a question. The question may have come after czar decided to send this text. The agent would then take the text
// for the answer.
function isAsking(delivery: Delivery): boolean {
  const turn = lastTurn(delivery)
  return turn?.turn === 'waiting' && !(delivery.request.mayAnswer && turn.waitingFor === 'answer')
}

function lastTurn({ hands }: Delivery) {
  return hands.watch.seen().findLast(observation => observation.kind === 'turn')
}

function answer(delivery: Delivery, step: DeliveryStep, { reading }: PaneLook): 'paste' | 'enter' | DeliveryResult {
  switch (step) {
    case 'paste':
    case 'enter':
      return step
    case 'busy':
      return undelivered(delivery, 'the agent is busy')
    case 'asking':
      return undelivered(delivery, 'the agent has asked something, and this is not an answer')
    case 'human-draft':
      return heldBy({ by: 'draft', chars: reading.draftChars })
    case 'no-prompt':
      return heldBy({ by: 'screen', chars: null })
    case 'undecidable':
      return undelivered(delivery, 'unknown: the agent may or may not have taken the text before the czar was restarted', false)
  }
}
