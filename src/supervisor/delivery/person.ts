import type { ScreenReading } from '../../core/ports/agents-port.ts'
import type { PaneFacts } from '../../core/ports/terminal-port.ts'
import type { Attempt } from './attempt.ts'
import type { Hold } from './delivery.ts'

/** tmux reports a client's last key in whole seconds. */
const KEY_RESOLUTION_MS = 1000

/** What an attached person is doing in the pane now, as a reason to wait; null: nothing. */
export function personAtWork({ writers, inMode, lastKeyAgoMs }: PaneFacts, typingQuietMs: number): Hold | null {
  // If no attached person can type, a pane that was left in copy mode is no reason to wait, because the guarded paste
  // leaves copy mode.
  if (writers === 0) return null
  if (inMode) return { by: 'scrolling', chars: null }
  return lastKeyAgoMs !== null && lastKeyAgoMs < typingQuietMs ? { by: 'typing', chars: null } : null
}

/** A draft in the composer, as a reason to wait; null: none. */
export function draftIn({ composer, draftChars }: ScreenReading): Hold | null {
  return composer === 'draft' ? { by: 'draft', chars: draftChars } : null
}

/** Whether a person has pressed a key since the paste. Then the composer's content, or its end, may belong to the person. */
export function hasKeySincePaste({ pastedAt, lastKeyAt }: Attempt): boolean {
  return pastedAt !== null && lastKeyAt !== null && lastKeyAt > pastedAt - KEY_RESOLUTION_MS
}

/** Reports why the pasted text waits for a person, if the reason has changed. */
export function tellHold(attempt: Attempt, hold: Hold | null): void {
  const { held } = attempt
  if (held?.by === hold?.by && held?.chars === hold?.chars) return
  attempt.held = hold
  attempt.hands.onHeld?.(hold)
}
