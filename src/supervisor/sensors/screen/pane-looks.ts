import type { WorkerId } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import { isUnderWay } from '../../../core/policy/engine/policy-context.ts'
import type { PaneScreen } from '../../../core/ports/pane-screen.ts'
import type { PaneFacts } from '../../../core/ports/terminal-port.ts'
import { livingAgent } from '../../../core/state/facts/living-agent.ts'
import type { AgentState, WorkerState } from '../../../core/state/types/worker-state.ts'
import type { SensorContext } from '../sensor.ts'

/** Names one start of a worker's agent. */
export interface AgentStart {
  readonly worker: WorkerId
  readonly incarnation: number
}

/**
 * The readings that a sensor has planned. There is at most one for each worker. A reading is dropped if its agent has ended or was
 * replaced.
 */
export interface PaneLooks {
  /** Plans a reading at the time `at` (ms since the epoch). A reading that is planned for an earlier time stays instead. */
  readonly by: (start: AgentStart, at: number) => void
  /**
   * Plans a reading `restMs` from now, so that each further call delays it. It comes at the latest `latestMs` after the first call since
   * the last reading.
   */
  readonly afterRest: (start: AgentStart, rest: { readonly restMs: number; readonly latestMs: number }) => void
  readonly isPlanned: (worker: WorkerId) => boolean
  readonly cancel: (worker: WorkerId) => void
  readonly close: () => void
}

/** A reading waits this long while czar is ending the agent, because the screen matters only if ending the agent fails. */
const AFTER_END_MS = 1_000

interface Plan {
  readonly incarnation: number
  readonly firstAt: number
  readonly at: number
  readonly cancel: () => void
}

/**
 * Creates the plan of readings for one sensor. A failed reading is logged, and the next output leads to another one. Long: the inner
 * functions share the plans.
 */
export function planLooks(
  { hands: { clock, log }, state }: SensorContext,
  look: (worker: WorkerState, agent: AgentState) => Promise<void>,
): PaneLooks {
  const plans = new Map<WorkerId, Plan>()
  let isClosed = false

  function plan(start: AgentStart, { firstAt, at }: Pick<Plan, 'firstAt' | 'at'>): void {
    // A reading of an earlier agent may end after a reading of the next agent was planned. The late reading must not replace the plan for
    // the next agent.
    if (isClosed || (plans.get(start.worker)?.incarnation ?? 0) > start.incarnation) return
    cancel(start.worker)
    plans.set(start.worker, { incarnation: start.incarnation, firstAt, at, cancel: clock.at(at, () => void fire(start)) })
  }

  function planned({ worker, incarnation }: AgentStart): Plan | undefined {
    const known = plans.get(worker)
    return known?.incarnation === incarnation ? known : undefined
  }

  async function fire(start: AgentStart): Promise<void> {
    const { worker: id, incarnation } = start
    plans.delete(id)
    const worker = own(state().workers, id)
    const agent = livingAgent(state(), id, incarnation)
    if (worker === undefined || agent === null) return
    if (isUnderWay(state(), id, 'end_agent')) return plan(start, { firstAt: clock.now(), at: clock.now() + AFTER_END_MS })
    await look(worker, agent).catch((error: unknown) => log.info({ error: String(error), worker: id }, 'a pane could not be read'))
  }

  function cancel(worker: WorkerId): void {
    plans.get(worker)?.cancel()
    plans.delete(worker)
  }

  return {
    by(start, at) {
      if ((planned(start)?.at ?? Number.POSITIVE_INFINITY) > at) plan(start, { firstAt: clock.now(), at })
    },
    afterRest(start, { restMs, latestMs }) {
      const now = clock.now()
      const firstAt = planned(start)?.firstAt ?? now
      plan(start, { firstAt, at: Math.min(now + restMs, firstAt + latestMs) })
    },
    isPlanned: worker => plans.has(worker),
    cancel,
    close() {
      isClosed = true
      for (const worker of [...plans.keys()]) cancel(worker)
    },
  }
}

/**
 * Returns the screen as text, with `history` lines above it. Returns null if the screen cannot be read, or if the agent has ended or was
 * replaced meanwhile.
 */
export async function readPaneText({ hands, state }: SensorContext, start: AgentStart, history?: number): Promise<string | null> {
  const pane = livingAgent(state(), start.worker, start.incarnation)?.pane
  if (pane === undefined) return null
  // If the screen cannot be read, nothing is concluded, and the next output leads to another reading.
  const text = await hands.terminal.capture(pane, history).catch(() => null)
  return livingAgent(state(), start.worker, start.incarnation) === null ? null : text
}

export interface PaneContent {
  readonly screen: PaneScreen
  readonly facts: PaneFacts
}

/** Returns the screen with its styles and the facts of its terminal, or null in the same cases as `readPaneText`. */
export async function readPaneContent({ hands, state }: SensorContext, start: AgentStart): Promise<PaneContent | null> {
  const pane = livingAgent(state(), start.worker, start.incarnation)?.pane
  if (pane === undefined) return null
  const content = Promise.all([hands.terminal.screen(pane), hands.terminal.facts(pane)])
  const [screen, facts] = await content.catch((error: unknown) => {
    // The pane may be gone before czar reads it. Tmux reports that separately.
    hands.log.info({ error: String(error), worker: start.worker }, 'a screen could not be read')
    return [null, null] as const
  })
  return screen === null || livingAgent(state(), start.worker, start.incarnation) === null ? null : { screen, facts }
}
