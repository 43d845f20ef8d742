import type { PaneLook } from '../look-at-pane.ts'
import { agreesAtCursor, isInCursorLine, showsEnd, showsText, standsInText } from '../own-text.ts'
import type { Delivery } from '../running-delivery.ts'
import { createScreenMemory, type ScreenMemory } from '../screen-memory.ts'
import { isAskedBack } from './after-enter.ts'

/**
 * The record of the screen between paste and Enter. Czar compares the screen after Enter with it, because the later screen alone proves
 * nothing.
 */
export interface ScreenRecord {
  readonly kind: 'record'
  readonly memory: ScreenMemory
  /** Whether the input field ever contained a draft. */
  hasHeldDraft: boolean
  /** The number of visible characters in that draft. */
  draftChars: number | null
  /** Whether the text appeared on the screen. */
  hasEchoed: boolean
  /** Whether the end of the text appeared on the screen. */
  hasShownEnd: boolean
  wasBusy: boolean
}

/** The record before the screen has been read. */
export function createScreenRecord(): ScreenRecord {
  return {
    kind: 'record',
    memory: createScreenMemory(),
    hasHeldDraft: false,
    draftChars: null,
    hasEchoed: false,
    hasShownEnd: false,
    wasBusy: false,
  }
}

/** Adds one reading of the screen to the record. */
export function recordLook(record: ScreenRecord, { request }: Delivery, { pane, screen, reading }: PaneLook): void {
  record.memory.remember(screen)
  record.hasHeldDraft ||= reading.composer === 'draft'
  record.draftChars = reading.draftChars ?? record.draftChars
  record.hasEchoed ||= showsText(request, screen) || standsInText(request, pane)
  record.hasShownEnd ||= pane.cursors.length === 0 ? showsEnd(request, screen) : agreesAtCursor(request, pane)
  record.wasBusy ||= reading.busy
}

/** Evidence on the screen after Enter that the agent took the text, for a program without receipts. null: there is none. */
export function inferSubmission({ request }: Delivery, record: ScreenRecord, look: PaneLook): string | null {
  const { screen, reading, pane } = look
  if (reading.composer === 'draft') return null
  if (reading.busy && !record.wasBusy) return 'the program became busy after Enter'
  if (isInCursorLine(request, pane) || isAskedBack(record, look)) return null
  if (record.hasHeldDraft && reading.composer === 'empty') return 'the input field held the text and is empty after Enter'
  if ((record.hasEchoed || record.hasHeldDraft) && record.memory.hasNews(screen)) return 'the program answered after Enter'
  return null
}
