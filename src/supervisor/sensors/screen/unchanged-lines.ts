import type { WorkerId } from '../../../core/model/ids.ts'
import type { AgentState } from '../../../core/state/types/worker-state.ts'
import { lastLinesOf, mayAsk } from './question-on.ts'

/**
 * If the last lines of a screen stay unchanged for this long and czar does not know what they mean, czar assumes that the program waits
 * for a person.
 */
export const UNKNOWN_AFTER_MS = 3_500
/**
 * The last part of that time, in which czar checks whether the agent's child processes work if the screen does not look like a question.
 */
const CHILDREN_MS = 1_000

/** Remembers for how long the last lines of each screen have stayed unchanged. */
export interface UnchangedLines {
  /**
   * Whether the last lines have stayed unchanged so long that they probably are a question. `drawnAt` (ms) is when the program last wrote
   * output, if that is known.
   */
  readonly isAtRest: (worker: WorkerId, agent: AgentState, look: { screen: string; now: number; drawnAt: number | undefined }) => boolean
  /** The time (ms since the epoch) at which another reading of an unchanged screen can give a new result. */
  readonly lookAgainAt: (worker: WorkerId, agent: AgentState, now: number) => number
}

/**
 * Creates the memory. It compares only the last lines of a screen, so that czar notices a dialog even if something moves or appears above
 * the dialog.
 */
export function watchUnchangedLines(): UnchangedLines {
  const unchanged = new Map<WorkerId, { readonly incarnation: number; readonly last: string; readonly since: number }>()

  return {
    isAtRest(worker, agent, { screen, now, drawnAt }) {
      const last = lastLinesOf(screen)
      const afterMs = agent.readyAt === null || mayAsk(screen) ? UNKNOWN_AFTER_MS : UNKNOWN_AFTER_MS - CHILDREN_MS
      const seen = unchanged.get(worker)
      if (seen?.incarnation === agent.incarnation && seen.last === last) return now - seen.since >= afterMs
      // Nothing was drawn since the last output, so the lines have stayed unchanged since that time.
      const since = Math.min(now, Math.max(drawnAt ?? now, agent.startedAt))
      unchanged.set(worker, { incarnation: agent.incarnation, last, since })
      return now - since >= afterMs
    },
    lookAgainAt(worker, { incarnation }, now) {
      const seen = unchanged.get(worker)
      const since = seen?.incarnation === incarnation ? seen.since : now
      return [since + UNKNOWN_AFTER_MS - CHILDREN_MS, since + UNKNOWN_AFTER_MS].find(dueAt => dueAt > now) ?? now + UNKNOWN_AFTER_MS
    },
  }
}
