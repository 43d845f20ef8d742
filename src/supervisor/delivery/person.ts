import type { ScreenReading } from '../../core/ports/agents-port.ts'
import type { PaneFacts } from '../../core/ports/terminal-port.ts'
import type { Attempt } from './attempt.ts'
import type { Hold } from './delivery.ts'

/** tmux reports a client's last key in whole seconds. */
const KEY_RESOLUTION_MS = 1000

/** An attached person's current activity in the pane, as a reason to wait; null: none. */
export function personAtWork({ writers, inMode, lastKeyAgoMs }: PaneFacts, typingQuietMs: number): Hold | null {
  // Without an attached writer, a mode left on is no reason to wait: the guarded paste leaves it.
  if (writers === 0) return null
  if (inMode) return { by: 'scrolling', chars: null }
  return lastKeyAgoMs !== null && lastKeyAgoMs < typingQuietMs ? { by: 'typing', chars: null } : null
}

/** A draft in the composer, as a reason to wait; null: none. */
export function draftIn({ composer, draftChars }: ScreenReading): Hold | null {
  return composer === 'draft' ? { by: 'draft', chars: draftChars } : null
}

/** Whether a person pressed a key since the paste: the composer's content, or its end, may be their doing. */
export function hasKeySincePaste({ pastedAt, lastKeyAt }: Attempt): boolean {
  return pastedAt !== null && lastKeyAt !== null && lastKeyAt > pastedAt - KEY_RESOLUTION_MS
}

/** Reports why the pasted text waits for a person, when that changed. */
export function tellHold(attempt: Attempt, hold: Hold | null): void {
  const { held } = attempt
  if (held?.by === hold?.by && held?.chars === hold?.chars) return
  attempt.held = hold
  attempt.hands.onHeld?.(hold)
}
