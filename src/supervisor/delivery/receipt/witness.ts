import type { Attempt } from '../attempt.ts'
import type { PaneLook } from '../look-at-pane.ts'
import { agreesAtCursor, isInCursorLine, showsEnd, showsText, standsInText } from '../own-text.ts'
import { createScreenMemory, type ScreenMemory } from '../screen-memory.ts'
import { isAskedBack } from './after-enter.ts'

/** What the screen showed between paste and Enter. What it shows after Enter proves something only in comparison with this. */
export interface Witness {
  readonly kind: 'witness'
  readonly memory: ScreenMemory
  /** Whether the composer held a draft. */
  hasHeldDraft: boolean
  /** The number of visible characters of that draft. */
  draftChars: number | null
  /** Whether the text appeared on the screen. */
  hasEchoed: boolean
  /** Whether the end of the text appeared on the screen. */
  hasShownEnd: boolean
  wasBusy: boolean
}

/** The record before the first reading. */
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

/** Adds what one reading shows. */
export function witnessLook(witness: Witness, { request }: Attempt, { pane, screen, reading }: PaneLook): void {
  witness.memory.remember(screen)
  witness.hasHeldDraft ||= reading.composer === 'draft'
  witness.draftChars = reading.draftChars ?? witness.draftChars
  witness.hasEchoed ||= showsText(request, screen) || standsInText(request, pane)
  witness.hasShownEnd ||= pane.cursors.length === 0 ? showsEnd(request, screen) : agreesAtCursor(request, pane)
  witness.wasBusy ||= reading.busy
}

/** For a program without receipts: evidence on the screen after Enter that the text was taken; null: none. */
export function inferSubmission({ request }: Attempt, witness: Witness, look: PaneLook): string | null {
  const { screen, reading, pane } = look
  if (reading.composer === 'draft') return null
  if (reading.busy && !witness.wasBusy) return 'the program became busy after Enter'
  if (isInCursorLine(request, pane) || isAskedBack(witness, look)) return null
  if (witness.hasHeldDraft && reading.composer === 'empty') return 'the composer held the text and is empty after Enter'
  if ((witness.hasEchoed || witness.hasHeldDraft) && witness.memory.hasNews(screen)) return 'the program answered after Enter'
  return null
}
