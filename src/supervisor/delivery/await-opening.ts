import { type Attempt, pauseFor } from './attempt.ts'
import type { DeliveryResult } from './delivery.ts'
import { lookAtPane, type PaneLook } from './look-at-pane.ts'
import { showsForeignDialog } from './own-text.ts'
import { personAtWork, tellHold } from './person.ts'
import { agentDied, heldBy, undelivered } from './receipt/outcomes.ts'

/**
 * Waits for a look at which no person and no dialog uses the pane. With 'yield' nothing is pasted yet, so a person has the
 * pane at once. With 'wait' the text is in the composer and waits for them.
 */
export async function awaitOpening(attempt: Attempt, toPerson: 'yield' | 'wait'): Promise<PaneLook | DeliveryResult> {
  let dialogSince: number | null = null
  for (;;) {
    const look = await lookAtPane(attempt)
    if (look.facts.dead) return agentDied(attempt)
    const closed = closedPane(attempt, look)
    if (closed !== null) return undelivered(attempt, closed)
    const person = personAtWork(look.facts, attempt.times.typingQuietMs)
    if (person !== null && toPerson === 'yield') return heldBy(person)
    if (person !== null) {
      tellHold(attempt, person)
      dialogSince = null
      await pauseFor(attempt, attempt.times.heldPollMs)
      continue
    }
    const dialog = foreignDialog(attempt, look)
    if (dialog === null) return look
    dialogSince ??= attempt.waitedMs
    if (attempt.waitedMs - dialogSince >= attempt.times.dialogSeenMs) return undelivered(attempt, `a dialog is on the screen: ${dialog}`)
    await pauseFor(attempt, attempt.times.pollMs)
  }
}

// With input off a paste is lost silently; with synchronized panes Enter would go to all of them (tmux 3.3a).
function closedPane({ request }: Attempt, { facts }: PaneLook): string | null {
  if (facts.inputOff) return `input to pane ${request.pane} is switched off`
  return facts.synchronized ? `pane ${request.pane} is synchronized with others` : null
}

function foreignDialog({ request }: Attempt, { reading }: PaneLook): string | null {
  return showsForeignDialog(request, reading) ? (reading.dialog?.text ?? null) : null
}
