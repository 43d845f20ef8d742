import type { DeliveryResult } from '../delivery.ts'
import { lookAtPane, type PaneLook } from '../look-at-pane.ts'
import { endsAtCursor } from '../own-text.ts'
import { createPoll } from '../poll.ts'
import { agentDied, heldBy, submittedBy, undelivered } from '../receipt/outcomes.ts'
import { checkAborted, type Delivery } from '../running-delivery.ts'
import { fitsLine } from './paste-whole.ts'

/**
 * Types a text line by line, with an Enter after each line, for programs whose profile says `input: lines`. Before each line, czar waits
 * until the program is ready to read a line. Otherwise a line might answer a question that the program asks in between.
 */
export async function pasteLines(delivery: Delivery): Promise<DeliveryResult> {
  const { request, hands } = delivery
  const lines = request.text.split('\n')
  const long = lines.findIndex(line => !fitsLine(line))
  if (long >= 0)
    return undelivered(delivery, `not typed: line ${long + 1} is longer than a terminal in line mode takes (4095 bytes)`, false)
  checkAborted(delivery)
  if (hands.isPaused?.() === true) return heldBy({ by: 'paused', chars: null })
  delivery.untouched = false
  delivery.pastedAt = hands.clock.steady()
  await hands.onPasted({ sha256: delivery.sha256, chars: delivery.chars })
  let before: PaneLook | null = null
  for (const [index, line] of lines.entries()) {
    const look: PaneLook | string = await awaitLine(delivery, before)
    if (typeof look !== 'string' && look.facts.dead) return agentDied(delivery)
    const blocked = typeof look === 'string' ? look : null
    before = typeof look === 'string' ? null : look
    const typed = blocked === null ? await typeLine(delivery, line) : blocked
    if (typed !== null) return undelivered(delivery, `${index} of ${lines.length} lines were typed: ${typed}`, false)
    delivery.enters += 1
  }
  return submittedBy(delivery, `all ${lines.length} lines were typed, each when the program was ready for it`)
}

/** Waits until the next line may be typed, or returns why it may not. `before` is the screen before the previous line was typed. */
async function awaitLine(delivery: Delivery, before: PaneLook | null): Promise<PaneLook | string> {
  const deadline = delivery.waitedMs + delivery.times.consumeWithinMs
  const again = createPoll(delivery)
  for (;;) {
    const look = await lookAtPane(delivery)
    const isLate = delivery.waitedMs >= deadline
    // If the prompt has not changed, the program may not have read the previous line yet.
    if (look.facts.dead || (readsLine(look) && (isLate || before === null || hasMoved(before, look)))) return look
    if (isLate) return 'then its screen showed no prompt and no free line'
    await again()
  }
}

function hasMoved(before: PaneLook, now: PaneLook): boolean {
  return before.screen !== now.screen || JSON.stringify(before.pane.cursors) !== JSON.stringify(now.pane.cursors)
}

/** Whether the program is ready to read a line: the screen shows a prompt, or a cursor at the beginning of its line. */
function readsLine({ pane, reading }: PaneLook): boolean {
  if (reading.otherProgram !== null) return false
  if (reading.composer === 'empty') return true
  const [cursor] = pane.cursors
  const before = (pane.text.split('\n')[cursor?.row ?? 0] ?? '').slice(0, cursor?.column)
  return reading.dialog === null && cursor?.kind === 'terminal' && before.trim() === ''
}

async function awaitEcho(delivery: Delivery, line: string): Promise<void> {
  const deadline = delivery.waitedMs + delivery.request.profile.enterDelayMs
  const again = createPoll(delivery)
  while (delivery.waitedMs < deadline) {
    await again()
    if (endsAtCursor({ ...delivery.request, text: line }, (await lookAtPane(delivery)).pane)) return
  }
}

/**
 * Types one line and sends Enter. Enter waits until the line is on the screen, because a program may swallow an Enter that comes at once.
 * null: it succeeded.
 */
async function typeLine(delivery: Delivery, line: string): Promise<string | null> {
  const { request, hands } = delivery
  const pasted = line.trim() === '' ? null : await hands.terminal.paste(request.pane, line, request.messageId)
  if (pasted?.outcome === 'refused') return `the next one was refused (${pasted.reason})`
  if (pasted !== null) await awaitEcho(delivery, line)
  const entered = await hands.terminal.keys(request.pane, ['Enter'])
  return entered.outcome === 'refused' ? `Enter was refused (${entered.reason})` : null
}
