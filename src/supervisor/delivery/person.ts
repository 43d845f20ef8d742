import type { ScreenReading } from '../../core/ports/agents-port.ts'
import type { PaneFacts } from '../../core/ports/terminal-port.ts'
import type { Attempt } from './attempt.ts'
import type { Hold } from './delivery.ts'

/** tmux tells a client's last key in whole seconds. */
const KEY_RESOLUTION_MS = 1000

/** What an attached person does in the pane right now, as a reason to wait. */
export function personAtWork({ writers, inMode, lastKeyAgoMs }: PaneFacts, typingQuietMs: number): Hold | null {
  // A mode that nobody attached can have left on is the guarded paste's matter: it leaves it.
  if (writers === 0) return null
  if (inMode) return { by: 'scrolling', chars: null }
  return lastKeyAgoMs !== null && lastKeyAgoMs < typingQuietMs ? { by: 'typing', chars: null } : null
}

/** What stands in the composer, when nobody is at work on it. */
export function draftIn({ composer, draftChars }: ScreenReading): Hold | null {
  return composer === 'draft' ? { by: 'draft', chars: draftChars } : null
}

/** Since the paste somebody pressed a key: what the composer shows may be theirs, and so may what became of it. */
export function hasKeySincePaste({ pastedAt, lastKeyAt }: Attempt): boolean {
  return pastedAt !== null && lastKeyAt !== null && lastKeyAt > pastedAt - KEY_RESOLUTION_MS
}

/** Tells, when it changed, what a person does whom the pasted text waits for. */
export function tellHold(attempt: Attempt, hold: Hold | null): void {
  const { held } = attempt
  if (held?.by === hold?.by && held?.chars === hold?.chars) return
  attempt.held = hold
  attempt.hands.onHeld?.(hold)
}
