import type { CommandAnswer } from '../../core/events/command.ts'
import type { Event } from '../../core/events/event.ts'

/** The result of a command: events for the journal, and an answer to its sender. */
export interface CommandOutcome {
  readonly events: readonly Event[]
  readonly answer: CommandAnswer
}

/** The outcome of a command that is carried out. `events` is empty if nothing had to change. */
export function outcome(events: readonly Event[], message: string): CommandOutcome {
  return { events, answer: { ok: true, message } }
}

/**
 * The outcome of a command that is refused and changes nothing. The message says what is wrong, and the hint says what to do or read next.
 */
export function refused(message: string, hint: string | null): CommandOutcome {
  return { events: [], answer: { ok: false, message, hint } }
}
