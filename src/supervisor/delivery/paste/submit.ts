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

/** The number of lines above the screen that are read, because a long text begins there. */
const HISTORY_LINES = 2000

/** Sends Enter until there is proof that the text was taken, and never after that. The result says if the text stays unsent. */
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
      // A receipt may still come for a text that was sent just before, or that the person's own key sent.
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
 * Whether the text left the composer before any Enter of czar. A program without receipts does not say whether it deleted the text or took
 * it.
 */
function isGone({ request, givesReceipts, enters }: Attempt, witness: Witness, { screen, reading }: PaneLook): boolean {
  const wasThere = witness.hasEchoed || witness.hasHeldDraft
  return !givesReceipts && enters === 0 && wasThere && reading.composer === 'empty' && !showsText(request, screen)
}

/** Reads the program's echo of the text from its beginning, because a part above the screen may be missing. */
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

// Without a prompt, Enter would go to something else on the screen: a question, a list, another program.
function showsPrompt({ request }: Attempt, { pane, reading }: PaneLook): boolean {
  const isOwnWords = reading.dialog !== null && !showsForeignDialog(request, reading)
  return reading.composer !== 'unknown' || isOwnWords || standsInText(request, pane)
}

// A draft that a person changed after the paste belongs to the person. Czar neither sends it nor deletes it.
function isTheirs(attempt: Attempt, witness: Witness, look: PaneLook): boolean {
  if (look.reading.composer !== 'draft' || !hasKeySincePaste(attempt) || isOurs(attempt, witness, look)) return false
  return attempt.enters > 0 || witness.memory.hasNews(look.screen)
}

function isOverwritten(attempt: Attempt, witness: Witness, look: PaneLook): boolean {
  if (attempt.enters > 0 || !hasKeySincePaste(attempt) || isOurs(attempt, witness, look)) return false
  return witness.memory.hasNews(look.screen)
}

// Whether the composer still holds the text as pasted, even if a person pressed keys or other parts of the screen changed.
function isOurs({ request }: Attempt, { draftChars }: Witness, { screen, reading }: PaneLook): boolean {
  return reading.composer === 'draft' && reading.draftChars === draftChars && showsText(request, screen)
}

// The person sent the text or removed it. If they sent it unchanged, a receipt says so.
async function overwritten(attempt: Attempt): Promise<DeliveryResult> {
  const receipt = attempt.givesReceipts ? await awaitReceipt(attempt, attempt.times.lateReceiptMs) : null
  return receipt ?? mixedDraft(attempt)
}

function mayEnter(attempt: Attempt, witness: Witness, look: PaneLook): boolean {
  if (attempt.enters === 0) return true
  // The screen has changed after Enter. A second Enter is sent only if the composer still holds the text.
  if (attempt.enters >= attempt.times.enters || (look.reading.composer !== 'draft' && !isUnmoved(attempt, witness, look))) return false
  return hasKeySincePaste(attempt) ? isOurs(attempt, witness, look) : isAsSeen(attempt, witness, look)
}

// A long text fills the screen, and its prompt is above. If no character moved, the composer swallowed Enter. If the
// profile knows the prompt, Enter may have made a new line instead: then only the cursor moved.
function isUnmoved({ request, shownAtEnter, prompt }: Attempt, { memory }: Witness, { pane, screen, reading }: PaneLook): boolean {
  if (reading.composer !== 'unknown' || !endsAtCursor(request, pane)) return false
  return shownAtEnter === likeness(pane) || (prompt?.isOwn === true && !memory.hasNews(screen))
}

function likeness({ text, cursors, isAlternate }: PaneScreen): string {
  return JSON.stringify([text, cursors, isAlternate])
}

// A draft that appears after Enter belongs to a person, because a person who types and detaches between two readings
// leaves no trace of keys. The exception is a draft that equals the text up to the cursor: it is the text itself,
// written out instead of its placeholder.
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
  const shown = isThere ? 'the text still stands at the cursor' : `the composer is ${composer}`
  return undelivered(attempt, `no receipt after ${attempt.enters} Enter: ${composer === 'draft' ? draft : shown}`, false)
}
