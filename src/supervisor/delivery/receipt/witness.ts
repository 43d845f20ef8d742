import type { Attempt } from '../attempt.ts'
import type { PaneLook } from '../look-at-pane.ts'
import { agreesAtCursor, isInCursorLine, showsEnd, showsText, standsInText } from '../own-text.ts'
import { createScreenMemory, type ScreenMemory } from '../screen-memory.ts'
import { isAskedBack } from './after-enter.ts'

/**
 * What the screen showed between paste and Enter. Czar compares the screen after Enter with this, because the later screen alone proves
 * nothing.
 */
export interface Witness {
  readonly kind: 'witness'
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
export function createWitness(): Witness {
  return {
    kind: 'witness',
    memory: createScreenMemory(),
    hasHeldDraft: false,
    draftChars: null,
    hasEchoed: false,
    hasShownEnd: false,
    wasBusy: false,
  }
}

/** Adds what one reading of the screen shows to the record. */
export function witnessLook(witness: Witness, { request }: Attempt, { pane, screen, reading }: PaneLook): void {
  witness.memory.remember(screen)
  witness.hasHeldDraft ||= reading.composer === 'draft'
  witness.draftChars = reading.draftChars ?? witness.draftChars
  witness.hasEchoed ||= showsText(request, screen) || standsInText(request, pane)
  witness.hasShownEnd ||= pane.cursors.length === 0 ? showsEnd(request, screen) : agreesAtCursor(request, pane)
  witness.wasBusy ||= reading.busy
}

/** Evidence on the screen after Enter that the agent took the text, for a program without receipts. null: there is none. */
export function inferSubmission({ request }: Attempt, witness: Witness, look: PaneLook): string | null {
  const { screen, reading, pane } = look
  if (reading.composer === 'draft') return null
  if (reading.busy && !witness.wasBusy) return 'the program became busy after Enter'
  if (isInCursorLine(request, pane) || isAskedBack(witness, look)) return null
  if (witness.hasHeldDraft && reading.composer === 'empty') return 'the composer held the text and is empty after Enter'
  if ((witness.hasEchoed || witness.hasHeldDraft) && witness.memory.hasNews(screen)) return 'the program answered after Enter'
  return null
}
