import type { PaneScreen } from '../../../core/ports/pane-screen.ts'
import { awaitOpening } from '../await-opening.ts'
import type { DeliveryResult, Hold } from '../delivery.ts'
import type { PaneLook } from '../look-at-pane.ts'
import { drawsTextAtCursor, echoOf, endsAtCursor, isInCursorLine, showsForeignDialog, showsText, standsInText } from '../own-text.ts'
import { draftIn, hasKeySincePaste, tellHold } from '../person.ts'
import { isAskedBack } from '../receipt/after-enter.ts'
import { awaitProof, receiptProof } from '../receipt/await-proof.ts'
import { awaitReceipt } from '../receipt/await-receipt.ts'
import { agentDied, undelivered } from '../receipt/outcomes.ts'
import type { ScreenRecord } from '../receipt/screen-record.ts'
import { checkAborted, type Delivery, pauseFor } from '../running-delivery.ts'

/** How many lines above the screen are read. A long text may begin there. */
const HISTORY_LINES = 2000

/**
 * Sends Enter until there is proof that the agent took the text. Czar sends no Enter after that. The result says if the agent did not take
 * the text.
 */
export async function submit(delivery: Delivery, record: ScreenRecord): Promise<DeliveryResult> {
  const { times } = delivery
  let lastEnterAt = delivery.waitedMs
  for (;;) {
    const look = await awaitOpening(delivery, 'wait')
    const receipt = await receiptProof(delivery)
    if (receipt !== null) return receipt
    if (look.kind !== 'look') return look
    const hold = holdOf(delivery, record, look)
    if (hold !== null) {
      tellHold(delivery, hold)
      await pauseFor(delivery, times.heldPollMs)
      // Czar still waits for a receipt, because the text may have been sent just before, or by a key that the person pressed.
      lastEnterAt = delivery.waitedMs
      continue
    }
    tellHold(delivery, null)
    if (isOverwritten(delivery, record, look)) return overwritten(delivery)
    if (isGone(delivery, record, look)) return undelivered(delivery, 'the text was in the input field, and was gone before Enter', false)
    const { composer } = look.reading
    if (mayEnter(delivery, record, look)) {
      if (delivery.enters === 0) await recordEcho(delivery, record)
      const sent = await sendEnter(delivery)
      if (typeof sent === 'object') return sent
      if (sent === 'deferred') {
        tellHold(delivery, { by: 'typing', chars: null })
        await pauseFor(delivery, times.heldPollMs)
        continue
      }
      delivery.shownAtEnter ??= fingerprint(look.pane)
      lastEnterAt = delivery.waitedMs
    } else if ((composer === 'draft' && !delivery.givesReceipts) || delivery.waitedMs >= lastEnterAt + times.lateReceiptMs) {
      return noReceipt(delivery, record, look)
    }
    const proof = await awaitProof(delivery, record, times.enterEveryMs)
    if (proof !== null) return proof
  }
}

/**
 * Whether the text left the input field before czar sent any Enter. A program without receipts does not say whether it deleted the text or
 * took it.
 */
function isGone({ request, givesReceipts, enters }: Delivery, record: ScreenRecord, { screen, reading }: PaneLook): boolean {
  const wasThere = record.hasEchoed || record.hasHeldDraft
  return !givesReceipts && enters === 0 && wasThere && reading.composer === 'empty' && !showsText(request, screen)
}

/**
 * Compares the program's echo with the whole text, from the text's beginning. A part of the text may be above the screen, so the lines
 * above are read too.
 */
async function recordEcho({ request, hands, givesReceipts }: Delivery, record: ScreenRecord): Promise<void> {
  if (givesReceipts) return
  const echo = echoOf(request, await hands.terminal.capture(request.pane, HISTORY_LINES))
  if (echo !== 'unknown') record.hasShownEnd = echo === 'whole'
}

function holdOf(delivery: Delivery, record: ScreenRecord, look: PaneLook): Hold | null {
  if (delivery.hands.isPaused?.() === true) return { by: 'paused', chars: null }
  if (isTheirs(delivery, record, look)) return draftIn(look.reading)
  const isFree = delivery.enters > 0 ? delivery.givesReceipts || !isAskedBack(record, look) : showsPrompt(delivery, look)
  return isFree ? null : { by: 'screen', chars: null }
}

// Whether the screen shows a prompt. Without one, Enter would go to something else on the screen: a question, a list, or another program.
function showsPrompt({ request }: Delivery, { pane, reading }: PaneLook): boolean {
  const isOwnWords = reading.dialog !== null && !showsForeignDialog(request, reading)
  return reading.composer !== 'unknown' || isOwnWords || standsInText(request, pane)
}

// Whether a person has changed the text in the input field after the paste. That draft belongs to the person, so czar neither sends nor
// deletes it.
function isTheirs(delivery: Delivery, record: ScreenRecord, look: PaneLook): boolean {
  if (look.reading.composer !== 'draft' || !hasKeySincePaste(delivery) || isOurs(delivery, record, look)) return false
  return delivery.enters > 0 || record.memory.hasNews(look.screen)
}

function isOverwritten(delivery: Delivery, record: ScreenRecord, look: PaneLook): boolean {
  if (delivery.enters > 0 || !hasKeySincePaste(delivery) || isOurs(delivery, record, look)) return false
  return record.memory.hasNews(look.screen)
}

// Whether the input field still contains the text as czar pasted it. Keys of a person and changes in other parts of the screen do not
// matter.
function isOurs({ request }: Delivery, { draftChars }: ScreenRecord, { screen, reading }: PaneLook): boolean {
  return reading.composer === 'draft' && reading.draftChars === draftChars && showsText(request, screen)
}

// The result if a person sent the text or removed it. If the person sent it unchanged, a receipt says so.
async function overwritten(delivery: Delivery): Promise<DeliveryResult> {
  const receipt = delivery.givesReceipts ? await awaitReceipt(delivery, delivery.times.lateReceiptMs) : null
  return receipt ?? mixedDraft(delivery)
}

function mayEnter(delivery: Delivery, record: ScreenRecord, look: PaneLook): boolean {
  if (delivery.enters === 0) return true
  // If the screen has changed after Enter, czar sends a second Enter only if the input field still contains the text.
  if (delivery.enters >= delivery.times.enters || (look.reading.composer !== 'draft' && !isUnmoved(delivery, record, look))) return false
  return hasKeySincePaste(delivery) ? isOurs(delivery, record, look) : isAsSeen(delivery, record, look)
}

// Whether Enter changed nothing on a screen that a long text fills, so that the prompt is out of sight above. If no character moved, the
// program swallowed Enter. If czar knows the prompt from the profile and only the cursor moved, Enter made a new line instead.
function isUnmoved({ request, shownAtEnter, prompt }: Delivery, { memory }: ScreenRecord, { pane, screen, reading }: PaneLook): boolean {
  if (reading.composer !== 'unknown' || !endsAtCursor(request, pane)) return false
  return shownAtEnter === fingerprint(pane) || (prompt?.isOwn === true && !memory.hasNews(screen))
}

function fingerprint({ text, cursors, isAlternate }: PaneScreen): string {
  return JSON.stringify([text, cursors, isAlternate])
}

// Whether the draft in the input field is still the one that czar pasted. A draft that appears after Enter belongs to a person: if a
// person types and detaches between two readings, there is no other trace of that. But if the draft equals the text up to the cursor, it
// is czar's own text, which the program now shows instead of its placeholder.
function isAsSeen({ request, givesReceipts }: Delivery, record: ScreenRecord, { pane, reading }: PaneLook): boolean {
  if (reading.composer !== 'draft') return true
  if (record.hasHeldDraft && reading.draftChars === record.draftChars) return true
  return !givesReceipts && drawsTextAtCursor(request, pane)
}

async function sendEnter(delivery: Delivery): Promise<'sent' | 'deferred' | DeliveryResult> {
  const { request, hands } = delivery
  checkAborted(delivery)
  const result = await hands.terminal.keys(request.pane, ['Enter'])
  if (result.outcome === 'pasted') {
    delivery.enters += 1
    return 'sent'
  }
  if (result.reason === 'dead' || result.reason === 'gone') return agentDied(delivery)
  if (result.reason !== 'person-typing') return undelivered(delivery, `Enter was refused: pane ${request.pane} is ${result.reason}`)
  return 'deferred'
}

function mixedDraft(delivery: Delivery): DeliveryResult {
  return undelivered(delivery, 'mixed text: a person changed the text in the input field after the paste', false)
}

function noReceipt(delivery: Delivery, record: ScreenRecord, look: PaneLook): DeliveryResult {
  const { composer } = look.reading
  const draft = isAsSeen(delivery, record, look) ? 'the text is still in the input field' : 'another text is in the input field'
  const isThere = composer === 'unknown' && isInCursorLine(delivery.request, look.pane)
  const shown = isThere ? 'the text is still at the cursor' : `the input field is ${composer}`
  return undelivered(delivery, `no receipt after ${delivery.enters} Enter: ${composer === 'draft' ? draft : shown}`, false)
}
