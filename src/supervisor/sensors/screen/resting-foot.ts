import type { WorkerId } from '../../../core/model/ids.ts'
import type { AgentState } from '../../../core/state/types/worker-state.ts'
import { footOf, mayAsk } from './question-on.ts'

/**
 * If the last lines of a screen stay unchanged for this long and czar does not know what they mean, czar assumes that the program waits
 * for a person.
 */
export const UNKNOWN_AFTER_MS = 3_500
/**
 * How much of that time is used to look whether the agent's child processes work. This is done if the screen does not look like a
 * question.
 */
const CHILDREN_MS = 1_000

/** Remembers for how long the last lines of each screen have stayed unchanged. */
export interface RestingFeet {
  /**
   * Whether the last lines have stayed unchanged so long that they probably are a question. `drawnAt` (ms) is when the program last wrote
   * output, if that is known.
   */
  readonly isAtRest: (worker: WorkerId, agent: AgentState, look: { screen: string; now: number; drawnAt: number | undefined }) => boolean
  /** The time (ms) at which another reading of an unchanged screen can say more. */
  readonly lookAgainAt: (worker: WorkerId, agent: AgentState, now: number) => number
}

/**
 * Creates the memory. Only the last lines of a screen must stay unchanged. So czar notices a dialog even if something moves above it, or a
 * message appears above it later.
 */
export function watchRestingFeet(): RestingFeet {
  const feet = new Map<WorkerId, { readonly incarnation: number; readonly foot: string; readonly since: number }>()

  return {
    isAtRest(worker, agent, { screen, now, drawnAt }) {
      const foot = footOf(screen)
      const afterMs = agent.readyAt === null || mayAsk(screen) ? UNKNOWN_AFTER_MS : UNKNOWN_AFTER_MS - CHILDREN_MS
      const seen = feet.get(worker)
      if (seen?.incarnation === agent.incarnation && seen.foot === foot) return now - seen.since >= afterMs
      // Nothing was drawn since the last output, so the lines have stayed unchanged since that time.
      const since = Math.min(now, Math.max(drawnAt ?? now, agent.startedAt))
      feet.set(worker, { incarnation: agent.incarnation, foot, since })
      return now - since >= afterMs
    },
    lookAgainAt(worker, { incarnation }, now) {
      const seen = feet.get(worker)
      const since = seen?.incarnation === incarnation ? seen.since : now
      return [since + UNKNOWN_AFTER_MS - CHILDREN_MS, since + UNKNOWN_AFTER_MS].find(dueAt => dueAt > now) ?? now + UNKNOWN_AFTER_MS
    },
  }
}
