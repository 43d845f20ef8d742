import { type Attempt, pauseFor } from './attempt.ts'
import type { DeliveryStep } from './choose-step.ts'
import { chooseStep } from './choose-step.ts'
import type { DeliveryResult } from './delivery.ts'
import { lookAtPane, type PaneLook } from './look-at-pane.ts'
import { endsAtCursor, showsMarker, showsPlaceholder } from './own-text.ts'
import { awaitReceipt } from './receipt/await-receipt.ts'
import { agentDied, heldBy, undelivered } from './receipt/outcomes.ts'

/** How many lines above the screen are read. A long draft of a simple program may begin there. */
const HISTORY_LINES = 2000

/** Reads the evidence and chooses the next step: paste the text, send only Enter, or do nothing. In the last case the result says why. */
export async function nextStep(attempt: Attempt, look: PaneLook): Promise<'paste' | 'enter' | DeliveryResult> {
  const known = await awaitReceipt(attempt, 0)
  if (known !== null) return known
  const step = await standingStep(attempt, look)
  if (step === 'no-prompt') return awaitPrompt(attempt)
  if (attempt.request.resume === 'fresh' || step === 'enter' || step === 'human-draft') return answer(attempt, step, look)

  // A receipt may still be on its way, or the program may be drawing its screen. So an empty input field counts only if two readings find
  // it empty.
  const late = await awaitReceipt(attempt, step === 'paste' ? attempt.times.recheckMs : attempt.times.lateReceiptMs)
  if (late !== null) return late
  const later = await lookAtPane(attempt)
  const again = await standingStep(attempt, later)
  return answer(attempt, again === 'paste' && step !== 'paste' ? 'undecidable' : again, later)
}

/**
 * Waits for a prompt if the screen shows none. A program shows no prompt while it draws its screen, and also when it has just ended and
 * tmux has not noticed that yet.
 */
async function awaitPrompt(attempt: Attempt): Promise<'paste' | 'enter' | DeliveryResult> {
  const deadline = attempt.waitedMs + attempt.times.promptWithinMs
  for (;;) {
    await pauseFor(attempt, attempt.times.pollMs)
    const look = await lookAtPane(attempt)
    if (look.facts.dead) return agentDied(attempt)
    const step = await standingStep(attempt, look)
    if (step !== 'no-prompt' || attempt.waitedMs >= deadline) return answer(attempt, step, look)
  }
}

async function standingStep(attempt: Attempt, { pane, screen, reading }: PaneLook): Promise<DeliveryStep> {
  const { request, hands, givesReceipts } = attempt
  const above = request.resume === 'fresh' ? screen : await hands.terminal.capture(request.pane, HISTORY_LINES)
  return chooseStep({
    resume: request.resume,
    givesReceipts,
    composer: reading.composer,
    showsMarker: showsMarker(request.messageId, above),
    showsPlaceholder: showsPlaceholder(request, screen),
    endsAtCursor: endsAtCursor(request, pane),
    isBusy: reading.busy || saysBusy(attempt),
    isAsking: isAsking(attempt),
  })
}

function saysBusy(attempt: Attempt): boolean {
  const turn = lastTurn(attempt)
  return turn !== undefined && turn.turn !== 'idle'
}

// Whether the agent asks a question. The question may have come after czar decided to send this text. The agent would then take the text
// for the answer.
function isAsking(attempt: Attempt): boolean {
  const turn = lastTurn(attempt)
  return turn?.turn === 'waiting' && !(attempt.request.mayAnswer && turn.waitingFor === 'answer')
}

function lastTurn({ hands }: Attempt) {
  return hands.watch.seen().findLast(observation => observation.kind === 'turn')
}

function answer(attempt: Attempt, step: DeliveryStep, { reading }: PaneLook): 'paste' | 'enter' | DeliveryResult {
  switch (step) {
    case 'paste':
    case 'enter':
      return step
    case 'busy':
      return undelivered(attempt, 'the agent is busy')
    case 'asking':
      return undelivered(attempt, 'the agent has asked something, and this is not an answer')
    case 'human-draft':
      return heldBy({ by: 'draft', chars: reading.draftChars })
    case 'no-prompt':
      return heldBy({ by: 'screen', chars: null })
    case 'undecidable':
      return undelivered(attempt, 'undecidable: the text may or may not have been taken before the czar was restarted', false)
  }
}
