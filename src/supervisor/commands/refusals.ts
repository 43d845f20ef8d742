import type { Asker } from '../../core/events/asker.ts'
import type { Command } from '../../core/events/command.ts'
import type { Event } from '../../core/events/event.ts'

/**
 * A refusal that repeats an earlier one is recorded only after this many ms. Otherwise an agent that repeats a command could fill the
 * journal.
 */
const AGAIN_AFTER_MS = 60_000
const MOST_REMEMBERED = 100

/** Records refused commands. A refusal is not recorded again shortly after the same refusal. */
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
