import type { PaneScreen } from '../../../core/ports/pane-screen.ts'
import { type Attempt, checkAborted, pauseFor } from '../attempt.ts'
import { awaitOpening } from '../await-opening.ts'
import type { DeliveryResult, Hold } from '../delivery.ts'
import type { PaneLook } from '../look-at-pane.ts'
import { drawsTextAtCursor, echoOf, endsAtCursor, isInCursorLine, showsForeignDialog, showsText, standsInText } from '../own-text.ts'
import { draftIn, hasKeySincePaste, tellHold } from '../person.ts'
import { isAskedBack } from '../receipt/after-enter.ts'
import { awaitProof, receiptProof } from '../receipt/await-proof.ts'
import { awaitReceipt } from '../receipt/await-receipt.ts'
import { agentDied, undelivered } from '../receipt/outcomes.ts'
import type { Witness } from '../receipt/witness.ts'

/** How many lines above the screen are read. A long text may begin there. */
const HISTORY_LINES = 2000

/**
 * Sends Enter until there is proof that the agent took the text. Czar sends no Enter after that. The result says if the agent did not take
 * the text.
 */
export async function submit(attempt: Attempt, witness: Witness): Promise<DeliveryResult> {
  const { times } = attempt
  let lastEnterAt = attempt.waitedMs
  for (;;) {
    const look = await awaitOpening(attempt, 'wait')
    const receipt = await receiptProof(attempt)
    if (receipt !== null) return receipt
    if (look.kind !== 'look') return look
    const hold = holdOf(attempt, witness, look)
    if (hold !== null) {
      tellHold(attempt, hold)
      await pauseFor(attempt, times.heldPollMs)
      // Czar still waits for a receipt, because the text may have been sent just before, or by a key that the person pressed.
      lastEnterAt = attempt.waitedMs
      continue
    }
    tellHold(attempt, null)
    if (isOverwritten(attempt, witness, look)) return overwritten(attempt)
    if (isGone(attempt, witness, look)) return undelivered(attempt, 'the text was in the composer, and was gone before Enter', false)
    const { composer } = look.reading
    if (mayEnter(attempt, witness, look)) {
      if (attempt.enters === 0) await witnessEcho(attempt, witness)
      const sent = await sendEnter(attempt)
      if (typeof sent === 'object') return sent
      if (sent === 'deferred') {
        tellHold(attempt, { by: 'typing', chars: null })
        await pauseFor(attempt, times.heldPollMs)
        continue
      }
      attempt.shownAtEnter ??= likeness(look.pane)
      lastEnterAt = attempt.waitedMs
    } else if ((composer === 'draft' && !attempt.givesReceipts) || attempt.waitedMs >= lastEnterAt + times.lateReceiptMs) {
      return noReceipt(attempt, witness, look)
    }
    const proof = await awaitProof(attempt, witness, times.enterEveryMs)
    if (proof !== null) return proof
  }
}

/**
 * Whether the text left the input field before czar sent any Enter. A program without receipts does not say whether it deleted the text or
 * took it.
 */
function isGone({ request, givesReceipts, enters }: Attempt, witness: Witness, { screen, reading }: PaneLook): boolean {
  const wasThere = witness.hasEchoed || witness.hasHeldDraft
  return !givesReceipts && enters === 0 && wasThere && reading.composer === 'empty' && !showsText(request, screen)
}

/**
 * Compares the program's echo with the whole text, from the text's beginning. A part of the text may be above the screen, so the lines
 * above are read too.
 */
async function witnessEcho({ request, hands, givesReceipts }: Attempt, witness: Witness): Promise<void> {
  if (givesReceipts) return
  const echo = echoOf(request, await hands.terminal.capture(request.pane, HISTORY_LINES))
  if (echo !== 'unknown') witness.hasShownEnd = echo === 'whole'
}

function holdOf(attempt: Attempt, witness: Witness, look: PaneLook): Hold | null {
  if (attempt.hands.isPaused?.() === true) return { by: 'paused', chars: null }
  if (isTheirs(attempt, witness, look)) return draftIn(look.reading)
  const isFree = attempt.enters > 0 ? attempt.givesReceipts || !isAskedBack(witness, look) : showsPrompt(attempt, look)
  return isFree ? null : { by: 'screen', chars: null }
}

// Whether the screen shows a prompt. Without one, Enter would go to something else on the screen: a question, a list, or another program.
function showsPrompt({ request }: Attempt, { pane, reading }: PaneLook): boolean {
  const isOwnWords = reading.dialog !== null && !showsForeignDialog(request, reading)
  return reading.composer !== 'unknown' || isOwnWords || standsInText(request, pane)
}

// Whether a person has changed the text in the input field after the paste. That draft belongs to the person, so czar neither sends nor
// deletes it.
function isTheirs(attempt: Attempt, witness: Witness, look: PaneLook): boolean {
  if (look.reading.composer !== 'draft' || !hasKeySincePaste(attempt) || isOurs(attempt, witness, look)) return false
  return attempt.enters > 0 || witness.memory.hasNews(look.screen)
}

function isOverwritten(attempt: Attempt, witness: Witness, look: PaneLook): boolean {
  if (attempt.enters > 0 || !hasKeySincePaste(attempt) || isOurs(attempt, witness, look)) return false
  return witness.memory.hasNews(look.screen)
}

// Whether the input field still contains the text as czar pasted it. Keys of a person and changes in other parts of the screen do not
// matter.
function isOurs({ request }: Attempt, { draftChars }: Witness, { screen, reading }: PaneLook): boolean {
  return reading.composer === 'draft' && reading.draftChars === draftChars && showsText(request, screen)
}

// The result if a person sent the text or removed it. If the person sent it unchanged, a receipt says so.
async function overwritten(attempt: Attempt): Promise<DeliveryResult> {
  const receipt = attempt.givesReceipts ? await awaitReceipt(attempt, attempt.times.lateReceiptMs) : null
  return receipt ?? mixedDraft(attempt)
}

function mayEnter(attempt: Attempt, witness: Witness, look: PaneLook): boolean {
  if (attempt.enters === 0) return true
  // If the screen has changed after Enter, czar sends a second Enter only if the input field still contains the text.
  if (attempt.enters >= attempt.times.enters || (look.reading.composer !== 'draft' && !isUnmoved(attempt, witness, look))) return false
  return hasKeySincePaste(attempt) ? isOurs(attempt, witness, look) : isAsSeen(attempt, witness, look)
}

// Whether Enter changed nothing on a screen that a long text fills, so that the prompt is out of sight above. If no character moved, the
// program swallowed Enter. If czar knows the prompt from the profile and only the cursor moved, Enter made a new line instead.
function isUnmoved({ request, shownAtEnter, prompt }: Attempt, { memory }: Witness, { pane, screen, reading }: PaneLook): boolean {
  if (reading.composer !== 'unknown' || !endsAtCursor(request, pane)) return false
  return shownAtEnter === likeness(pane) || (prompt?.isOwn === true && !memory.hasNews(screen))
}

function likeness({ text, cursors, isAlternate }: PaneScreen): string {
  return JSON.stringify([text, cursors, isAlternate])
}

// Whether the draft in the input field is still the one that czar pasted. A draft that appears after Enter belongs to a person: if a
// person types and detaches between two readings, there is no other trace of that. But if the draft equals the text up to the cursor, it
// is czar's own text, which the program now shows instead of its placeholder.
function isAsSeen({ request, givesReceipts }: Attempt, witness: Witness, { pane, reading }: PaneLook): boolean {
  if (reading.composer !== 'draft') return true
  if (witness.hasHeldDraft && reading.draftChars === witness.draftChars) return true
  return !givesReceipts && drawsTextAtCursor(request, pane)
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
  return undelivered(attempt, 'mixed text: a person changed the text in the composer after the paste', false)
}

function noReceipt(attempt: Attempt, witness: Witness, look: PaneLook): DeliveryResult {
  const { composer } = look.reading
  const draft = isAsSeen(attempt, witness, look) ? 'the text is still in the composer' : 'another text is in the composer'
  const isThere = composer === 'unknown' && isInCursorLine(attempt.request, look.pane)
  const shown = isThere ? 'the text is still at the cursor' : `the composer is ${composer}`
  return undelivered(attempt, `no receipt after ${attempt.enters} Enter: ${composer === 'draft' ? draft : shown}`, false)
}
