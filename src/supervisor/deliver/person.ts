import type { PaneFacts } from '../../core/model/ports.ts'
import type { Attempt } from './attempt.ts'

/** tmux tells a client's last key in whole seconds. */
const KEY_RESOLUTION_MS = 1000

/** What an attached person does in the pane right now, as a reason to wait. */
export function personAtWork({ writers, inMode, lastKeyAgoMs }: PaneFacts, typingQuietMs: number): string | null {
  // A mode that nobody attached can have left on is the guarded paste's matter: it leaves it.
  if (writers === 0) return null
  if (inMode) return 'a person is scrolling in the pane'
  return lastKeyAgoMs !== null && lastKeyAgoMs < typingQuietMs ? 'a person is typing in the pane' : null
}

/** Since the paste somebody pressed a key: what the composer shows may be theirs, and so may what became of it. */
export function hasKeySincePaste({ pastedAt, lastKeyAt }: Attempt): boolean {
  return pastedAt !== null && lastKeyAt !== null && lastKeyAt > pastedAt - KEY_RESOLUTION_MS
}
