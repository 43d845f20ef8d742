import type { CommandAnswer } from '../../core/events/command.ts'
import type { Event } from '../../core/events/event.ts'

/** The outcome of a command: the facts for the journal, and the answer to the sender. */
export interface CommandOutcome {
  readonly events: readonly Event[]
  readonly answer: CommandAnswer
}

/** The command is carried out. If there are no events, nothing had to change. */
export function outcome(events: readonly Event[], message: string): CommandOutcome {
  return { events, answer: { ok: true, message } }
}

/** The command is refused and changes nothing. The message says what is wrong, and the hint what to do or read next. */
export function refused(message: string, hint: string | null): CommandOutcome {
  return { events: [], answer: { ok: false, message, hint } }
}
