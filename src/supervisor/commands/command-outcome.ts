import type { CommandAnswer } from '../../core/events/command.ts'
import type { Event } from '../../core/events/event.ts'

/** What came of a command: the facts to be journalled, and the answer to the person. */
export interface CommandOutcome {
  readonly events: readonly Event[]
  readonly answer: CommandAnswer
}

/** The command is carried out; without events it was so already. */
export function outcome(events: readonly Event[], message: string): CommandOutcome {
  return { events, answer: { ok: true, message } }
}

/** Nothing is changed: what was wrong, and what to do or read next. */
export function refused(message: string, hint: string | null): CommandOutcome {
  return { events: [], answer: { ok: false, message, hint } }
}
