import type { DeliveryResult } from './delivery.ts'
import { lookAtPane, type PaneLook } from './look-at-pane.ts'
import { showsForeignDialog } from './own-text.ts'
import { personAtWork, tellHold } from './person.ts'
import { agentDied, heldBy, undelivered } from './receipt/outcomes.ts'
import { type Delivery, pauseFor } from './running-delivery.ts'

/**
 * Waits until neither a person nor a dialog uses the pane. 'yield': nothing is pasted yet, so the delivery ends at once if a person uses
 * the pane. 'wait': the text is already in the input field, so the delivery waits for the person to finish.
 */
export async function awaitOpening(delivery: Delivery, toPerson: 'yield' | 'wait'): Promise<PaneLook | DeliveryResult> {
  let dialogSince: number | null = null
  for (;;) {
    const look = await lookAtPane(delivery)
    if (look.facts.dead) return agentDied(delivery)
    const closed = closedPane(delivery, look)
    if (closed !== null) return undelivered(delivery, closed)
    const person = personAtWork(look.facts, delivery.times.typingQuietMs)
    if (person !== null && toPerson === 'yield') return heldBy(person)
    if (person !== null) {
      tellHold(delivery, person)
      dialogSince = null
      await pauseFor(delivery, delivery.times.heldPollMs)
      continue
    }
    const dialog = foreignDialog(delivery, look)
    if (dialog === null) return look
    dialogSince ??= delivery.waitedMs
    if (delivery.waitedMs - dialogSince >= delivery.times.dialogSeenMs) return undelivered(delivery, `a dialog is on the screen: ${dialog}`)
    await pauseFor(delivery, delivery.times.pollMs)
  }
}

// Says why the pane cannot take a text. If its input is switched off, a paste is lost silently. If panes are synchronized, Enter would go
// to all of them (tmux 3.3a).
function closedPane({ request }: Delivery, { facts }: PaneLook): string | null {
  if (facts.inputOff) return `input to pane ${request.pane} is switched off`
  return facts.synchronized ? `pane ${request.pane} is synchronized with others` : null
}

function foreignDialog({ request }: Delivery, { reading }: PaneLook): string | null {
  return showsForeignDialog(request, reading) ? (reading.dialog?.text ?? null) : null
}
