import type { Event } from '../../../core/events/event.ts'
import type { WorkerId } from '../../../core/model/ids.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../../../core/state/types/worker-state.ts'
import { findPattern } from '../../../core/text/linear-pattern.ts'
import { withoutMotion } from '../../delivery/screen-memory.ts'
import type { Hands } from '../../hands.ts'

export interface NoveltySensor {
  readonly onOutput: (worker: WorkerState, agent: AgentState) => void
  readonly close: () => void
}

const EVERY_MS = 10_000
/** Lines to remember: a line that comes again is no news. */
const MOST_LINES = 2_000

interface Watched {
  readonly incarnation: number
  readonly lines: Set<string>
  lookedAt: number
  cancel: (() => void) | null
}

/**
 * Tells when a screen shows something new, at most every ten seconds: spinners, clocks, counters and repainting are output,
 * but no news.
 */
export function createNoveltySensor(hands: Hands, state: () => State, observe: (...events: readonly Event[]) => void): NoveltySensor {
  const watched = new Map<WorkerId, Watched>()

  function onOutput({ id }: WorkerState, { incarnation, startedAt }: AgentState): void {
    const known = watched.get(id)
    const seen = known?.incarnation === incarnation ? known : { incarnation, lines: new Set<string>(), lookedAt: startedAt, cancel: null }
    if (seen !== known) known?.cancel?.()
    watched.set(id, seen)
    // Output within the ten seconds gets its look after them: no other output may follow.
    seen.cancel ??= hands.clock.at(Math.max(hands.clock.now(), seen.lookedAt + EVERY_MS), () => void look(id, seen))
  }

  async function look(id: WorkerId, seen: Watched): Promise<void> {
    seen.cancel = null
    seen.lookedAt = hands.clock.now()
    const agent = state().workers[id]?.agent ?? null
    if (agent === null || agent.exit !== null || agent.incarnation !== seen.incarnation) return
    const profile = hands.project.agents[state().workers[id]?.config.agent ?? '']
    const busy = profile?.busy?.screen ?? null
    // An unreadable screen says nothing: the next output brings another look.
    const screen = await hands.terminal.capture(agent.pane).catch(() => '')
    const lines = screen
      .split('\n')
      .filter(line => busy === null || findPattern(busy, line) === null)
      .map(withoutMotion)
      .filter(hasWords)
    if (remember(seen.lines, lines)) observe({ kind: 'agent.novelty', worker: id, incarnation: seen.incarnation })
  }

  return {
    onOutput,
    close() {
      for (const { cancel } of watched.values()) cancel?.()
      watched.clear()
    },
  }
}

/** Remembers lines, forgets the oldest, and returns whether any was new. */
function remember(known: Set<string>, lines: readonly string[]): boolean {
  const fresh = lines.filter(line => !known.has(line))
  for (const line of lines) {
    known.delete(line)
    known.add(line)
  }
  for (const line of known) {
    if (known.size <= MOST_LINES) break
    known.delete(line)
  }
  return fresh.length > 0
}

function hasWords(line: string): boolean {
  return /\p{L}{2}/u.test(line)
}
