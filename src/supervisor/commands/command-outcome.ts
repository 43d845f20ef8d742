import type { CommandAnswer } from '../../core/events/command.ts'
import type { Event } from '../../core/events/event.ts'

/** The outcome of a command: the facts to journal, and the answer to the person. */
export interface CommandOutcome {
  readonly events: readonly Event[]
  readonly answer: CommandAnswer
}

/** The command is carried out; without events there was nothing to change. */
export function outcome(events: readonly Event[], message: string): CommandOutcome {
  return { events, answer: { ok: true, message } }
}

/** A refusal changes nothing: the message says what is wrong, the hint what to do or read next. */
export function refused(message: string, hint: string | null): CommandOutcome {
  return { events: [], answer: { ok: false, message, hint } }
}
