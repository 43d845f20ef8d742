import type { ScreenReading } from '../../core/ports/agents-port.ts'
import type { PaneFacts } from '../../core/ports/terminal-port.ts'
import type { Hold } from './delivery.ts'
import type { Delivery } from './running-delivery.ts'

/** tmux reports in whole seconds when a person last pressed a key. */
const KEY_RESOLUTION_MS = 1000

/** The activity of an attached person in the pane, as a reason to wait. null: there is none. */
export function personAtWork({ writers, inMode, lastKeyAgoMs }: PaneFacts, typingQuietMs: number): Hold | null {
  // If no attached person can type, copy mode is not a reason to wait. Czar leaves copy mode when it pastes.
  if (writers === 0) return null
  if (inMode) return { by: 'scrolling', chars: null }
  return lastKeyAgoMs !== null && lastKeyAgoMs < typingQuietMs ? { by: 'typing', chars: null } : null
}

/** A draft in the agent's input field, as a reason to wait. null: there is no draft. */
export function draftIn({ composer, draftChars }: ScreenReading): Hold | null {
  return composer === 'draft' ? { by: 'draft', chars: draftChars } : null
}

/** Whether a person has pressed a key since the paste. If so, the content of the input field, or its end, may belong to the person. */
export function hasKeySincePaste({ pastedAt, lastKeyAt }: Delivery): boolean {
  return pastedAt !== null && lastKeyAt !== null && lastKeyAt > pastedAt - KEY_RESOLUTION_MS
}

/** Reports why the pasted text waits for a person, if that reason has changed. */
export function tellHold(delivery: Delivery, hold: Hold | null): void {
  const { held } = delivery
  if (held?.by === hold?.by && held?.chars === hold?.chars) return
  delivery.held = hold
  delivery.hands.onHeld?.(hold)
}
