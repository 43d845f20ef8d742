import type { WorkerId } from '../../../core/model/ids.ts'
import type { AgentState, WorkerState } from '../../../core/state/types/worker-state.ts'
import { findPattern } from '../../../core/text/linear-pattern.ts'
import { withoutMotion } from '../../delivery/screen-memory.ts'
import type { Sensor, SensorContext } from '../sensor.ts'
import { planLooks, readPaneText } from './pane-looks.ts'

const EVERY_MS = 10_000
/** How many lines are remembered. A line that was on the screen before is nothing new. */
const MOST_LINES = 2_000

interface Watched {
  readonly incarnation: number
  readonly lines: Set<string>
  lookedAt: number
}

/**
 * Records when a screen shows something new, at most every ten seconds. A spinner, a clock, a counter or a redrawn screen is output, but
 * nothing new.
 */
export function createNoveltySensor(context: SensorContext) {
  const { hands, observe } = context
  const watched = new Map<WorkerId, Watched>()
  const looks = planLooks(context, look)

  function watch({ id }: WorkerState, { incarnation, startedAt }: AgentState): Watched {
    const known = watched.get(id)
    if (known?.incarnation === incarnation) return known
    const fresh = { incarnation, lines: new Set<string>(), lookedAt: startedAt }
    watched.set(id, fresh)
    return fresh
  }

  async function look(worker: WorkerState, agent: AgentState): Promise<void> {
    const seen = watch(worker, agent)
    seen.lookedAt = hands.clock.now()
    const start = { worker: worker.id, incarnation: agent.incarnation }
    const busy = hands.project.agents[worker.config.agent]?.busy?.screen ?? null
    const lines = ((await readPaneText(context, start)) ?? '')
      .split('\n')
      .filter(line => busy === null || findPattern(busy, line) === null)
      .map(withoutMotion)
      .filter(hasWords)
    if (remember(seen.lines, lines)) observe({ kind: 'agent.novelty', ...start })
  }

  return {
    onOutput(worker, agent) {
      const { incarnation, lookedAt } = watch(worker, agent)
      // Output within the ten seconds after a reading leads to a reading at their end, because there may be no later output.
      looks.by({ worker: worker.id, incarnation }, Math.max(hands.clock.now(), lookedAt + EVERY_MS))
    },
    close: looks.close,
  } satisfies Sensor
}

/** Adds lines to the remembered ones and forgets the oldest. Returns whether any line was new. */
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
