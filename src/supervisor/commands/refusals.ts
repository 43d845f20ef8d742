import type { Asker } from '../../core/events/asker.ts'
import type { Command } from '../../core/events/command.ts'
import type { Event } from '../../core/events/event.ts'

/** Minimum ms between two records of the same refusal, so that a repeating agent cannot fill the journal. */
const AGAIN_AFTER_MS = 60_000
const MOST_REMEMBERED = 100

/** Records refused commands, and skips a refusal that was recorded a moment ago. */
export function recordRefusals(): (
  command: Command,
  refusal: { readonly by: Asker; readonly reason: string; readonly now: number },
) => readonly Event[] {
  const recorded = new Map<string, number>()
  return (command, { by, reason, now }) => {
    const target = 'worker' in command ? command.worker : null
    const key = JSON.stringify([command.verb, target, by.who, by.who === 'worker' ? by.worker : null])
    if (now - (recorded.get(key) ?? Number.NEGATIVE_INFINITY) < AGAIN_AFTER_MS) return []
    if (recorded.size >= MOST_REMEMBERED) recorded.clear()
    recorded.set(key, now)
    return [{ kind: 'command.refused', verb: command.verb, target, by, reason }]
  }
}
