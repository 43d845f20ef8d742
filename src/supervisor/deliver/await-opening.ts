import { type Attempt, pause } from './attempt.ts'
import type { DeliveryResult } from './delivery.ts'
import { lookAtPane, type PaneLook } from './look-at-pane.ts'
import { agentDied, undelivered } from './outcomes.ts'
import { showsForeignDialog } from './own-text.ts'
import { personAtWork } from './person.ts'

/** Waits, until `deadline`, for a moment in which nobody else uses the pane; the look shows that moment. */
export async function awaitOpening(attempt: Attempt, deadline: number): Promise<PaneLook | DeliveryResult> {
  for (;;) {
    const look = await lookAtPane(attempt)
    if (look.facts.dead) return agentDied(attempt)
    const obstacle = standingObstacle(attempt, look)
    if (obstacle !== null) return undelivered(attempt, obstacle)
    const person = personAtWork(look.facts, attempt.times.typingQuietMs)
    if (person === null) return look
    if (look.at >= deadline) return undelivered(attempt, person)
    await pause(attempt, attempt.times.pollMs)
  }
}

// Input off swallows a paste without a word; with synchronized panes Enter would go to all of them (tmux 3.3a).
function standingObstacle({ request }: Attempt, { facts, reading }: PaneLook): string | null {
  if (facts.inputOff) return `input to pane ${request.pane} is switched off`
  if (facts.synchronized) return `pane ${request.pane} is synchronized with others`
  if (showsForeignDialog(request, reading)) return `a dialog is on the screen: ${reading.dialog?.text}`
  return null
}
