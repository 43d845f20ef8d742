import { type Attempt, checkAborted } from './attempt.ts'
import type { DeliveryResult } from './delivery.ts'
import { lookAtPane, type PaneLook } from './look-at-pane.ts'
import { agentDied, heldBy, submittedBy, undelivered } from './outcomes.ts'
import { fitsLine } from './paste-whole.ts'
import { createPoll } from './poll.ts'

/**
 * Types a text line by line, each with its own Enter, for programs whose profile says `input: lines`. Each line waits until the
 * program is ready to read it: a question that comes between two lines gets none of them for an answer.
 */
export async function pasteLines(attempt: Attempt): Promise<DeliveryResult> {
  const { request, hands } = attempt
  const lines = request.text.split('\n')
  const long = lines.findIndex(line => !fitsLine(line))
  if (long >= 0) return undelivered(attempt, `not typed: line ${long + 1} is longer than a terminal in line mode takes (4095 bytes)`, false)
  checkAborted(attempt)
  if (hands.isPaused?.() === true) return heldBy({ by: 'paused', chars: null })
  attempt.untouched = false
  attempt.pastedAt = hands.clock.steady()
  await hands.onPasted({ sha256: attempt.sha256, chars: attempt.chars })
  for (const [index, line] of lines.entries()) {
    const blocked = index === 0 ? null : await awaitLine(attempt)
    if (blocked === 'dead') return agentDied(attempt)
    const typed = blocked === null ? await typeLine(attempt, line) : blocked
    if (typed !== null) return undelivered(attempt, `${index} of ${lines.length} lines were typed: ${typed}`, false)
    attempt.enters += 1
  }
  return submittedBy(attempt, `all ${lines.length} lines were typed, each when the program was ready for it`)
}

/** null: the next line may be typed. */
async function awaitLine(attempt: Attempt): Promise<string | 'dead' | null> {
  const deadline = attempt.waitedMs + attempt.times.consumeWithinMs
  const again = createPoll(attempt)
  for (;;) {
    const look = await lookAtPane(attempt)
    if (look.facts.dead) return 'dead'
    if (readsLine(look)) return null
    if (attempt.waitedMs >= deadline) return 'then its screen showed no prompt and no free line'
    await again()
  }
}

/** A prompt, or a cursor in a line of its own with nothing before it. */
function readsLine({ pane, reading }: PaneLook): boolean {
  if (reading.composer === 'empty') return true
  const [cursor] = pane.cursors
  const before = (pane.text.split('\n')[cursor?.row ?? 0] ?? '').slice(0, cursor?.column)
  return reading.dialog === null && cursor?.kind === 'terminal' && before.trim() === ''
}

/** null: it was typed. */
async function typeLine({ request, hands }: Attempt, line: string): Promise<string | null> {
  const pasted = line.trim() === '' ? null : await hands.terminal.paste(request.pane, line)
  if (pasted?.outcome === 'refused') return `the next one was refused (${pasted.reason})`
  const entered = await hands.terminal.keys(request.pane, ['Enter'])
  return entered.outcome === 'refused' ? `Enter was refused (${entered.reason})` : null
}
