import type { WorkerId } from '../../../core/model/ids.ts'
import type { AgentState } from '../../../core/state/types/worker-state.ts'
import { footOf, mayAsk } from './question-on.ts'

/** If the last lines of a screen stay unchanged for this long and czar does not know their meaning, the screen waits for a person. */
export const UNKNOWN_AFTER_MS = 3_500
/** The part of that time in which czar looks at the agent's child processes, for a screen that does not look like a question. */
const CHILDREN_MS = 1_000

/** Remembers how long the last lines of each screen have stayed unchanged. */
export interface RestingFeet {
  /** Whether the last lines have stayed unchanged long enough to count as a question. `drawnAt` (ms): the last output, if known. */
  readonly isAtRest: (worker: WorkerId, agent: AgentState, look: { screen: string; now: number; drawnAt: number | undefined }) => boolean
  /** When the next reading can say more about a screen that stays as it is (ms). */
  readonly lookAgainAt: (worker: WorkerId, agent: AgentState, now: number) => number
}

/**
 * Only the last lines must stay unchanged. So a moving picture above a dialog, or a late notice, does not hide the
 * dialog.
 */
export function watchRestingFeet(): RestingFeet {
  const feet = new Map<WorkerId, { readonly incarnation: number; readonly foot: string; readonly since: number }>()

  return {
    isAtRest(worker, agent, { screen, now, drawnAt }) {
      const foot = footOf(screen)
      const afterMs = agent.readyAt === null || mayAsk(screen) ? UNKNOWN_AFTER_MS : UNKNOWN_AFTER_MS - CHILDREN_MS
      const seen = feet.get(worker)
      if (seen?.incarnation === agent.incarnation && seen.foot === foot) return now - seen.since >= afterMs
      // Nothing was drawn since the last output, so the lines have been unchanged since then.
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
