import type { Event } from '../../core/model/event.ts'
import type { WorkerId } from '../../core/model/ids.ts'
import { plainText } from '../../core/model/plain-text.ts'
import type { State } from '../../core/model/state.ts'
import { errorIn } from '../../core/policy/health/error-text.ts'
import type { Hands } from '../hands.ts'

export interface TroubleEye {
  /** To be called with what was journalled. */
  readonly onEvents: (events: readonly Event[]) => void
}

/** So much of what has scrolled away is counted too. */
const HISTORY_LINES = 200
const TEXT_CHARS = 300

interface Remembered {
  readonly incarnation: number
  readonly counts: ReadonlyMap<string, number>
}

/** Tells the error that a turn left behind on the screen: one that was not there when the turn before it ended. */
export function createTroubleEye(hands: Hands, state: () => State, observe: (...events: readonly Event[]) => void): TroubleEye {
  const remembered = new Map<WorkerId, Remembered>()

  function onEvents(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind === 'agent.started') remembered.set(event.worker, { incarnation: event.incarnation, counts: new Map() })
      if (event.kind === 'agent.turn' && event.turn === 'idle') void look(event.worker, event.incarnation)
    }
  }

  async function look(worker: WorkerId, incarnation: number): Promise<void> {
    const agent = state().workers[worker]?.agent ?? null
    if (agent === null || agent.exit !== null || agent.incarnation !== incarnation) return
    const screen = await hands.terminal.capture(agent.pane, HISTORY_LINES).catch(() => null)
    if (screen === null) return
    const errors = screen.split('\n').flatMap(line => errorIn(plainText(line, TEXT_CHARS)) ?? [])
    const counts = new Map([...Map.groupBy(errors, error => error)].map(([error, found]) => [error, found.length]))
    const before = remembered.get(worker)
    remembered.set(worker, { incarnation, counts })
    // After a restart of the czar nobody knows what is new.
    if (before?.incarnation !== incarnation) return
    const text = errors.findLast(error => (counts.get(error) ?? 0) > (before.counts.get(error) ?? 0))
    if (text !== undefined) observe({ kind: 'agent.trouble', worker, incarnation, text })
  }

  return { onEvents }
}
