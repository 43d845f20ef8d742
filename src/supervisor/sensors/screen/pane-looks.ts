import type { WorkerId } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import { isUnderWay } from '../../../core/policy/engine/policy-context.ts'
import type { PaneScreen } from '../../../core/ports/pane-screen.ts'
import type { PaneFacts } from '../../../core/ports/terminal-port.ts'
import { livingAgent } from '../../../core/state/facts/living-agent.ts'
import type { AgentState, WorkerState } from '../../../core/state/types/worker-state.ts'
import type { SensorContext } from '../sensor.ts'

/** One start of a worker's agent. */
export interface AgentStart {
  readonly worker: WorkerId
  readonly incarnation: number
}

/** The planned readings of one sensor: at most one for each worker, and none of an agent that ended or was replaced. */
export interface PaneLooks {
  /** Plans a reading at `at` (ms). A reading that is planned for an earlier time stays. */
  readonly by: (start: AgentStart, at: number) => void
  /** Plans a reading `restMs` after the last call, and at the latest `latestMs` after the first call since the last reading. */
  readonly afterRest: (start: AgentStart, rest: { readonly restMs: number; readonly latestMs: number }) => void
  readonly isPlanned: (worker: WorkerId) => boolean
  readonly cancel: (worker: WorkerId) => void
  readonly close: () => void
}

/** How long a reading waits if czar is ending the agent. Only after a failed end is there anything to read. */
const AFTER_END_MS = 1_000

interface Plan {
  readonly incarnation: number
  readonly firstAt: number
  readonly at: number
  readonly cancel: () => void
}

/**
 * Plans readings of panes. A failed reading is logged, and the next output triggers another one. Long: its functions
 * share the plans.
 */
export function planLooks(
  { hands: { clock, log }, state }: SensorContext,
  look: (worker: WorkerState, agent: AgentState) => Promise<void>,
): PaneLooks {
  const plans = new Map<WorkerId, Plan>()
  let isClosed = false

  function plan(start: AgentStart, { firstAt, at }: Pick<Plan, 'firstAt' | 'at'>): void {
    // A reading of an earlier agent may end after the next agent has its plan.
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
    await look(worker, agent).catch((error: unknown) => log.info({ error: String(error), worker: id }, 'a look at a pane failed'))
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

/** The screen as text with this much scrollback; null: it cannot be read, or the agent has ended or was replaced meanwhile. */
export async function readPaneText({ hands, state }: SensorContext, start: AgentStart, history?: number): Promise<string | null> {
  const pane = livingAgent(state(), start.worker, start.incarnation)?.pane
  if (pane === undefined) return null
  // A screen that cannot be read says nothing. The next output triggers another reading.
  const text = await hands.terminal.capture(pane, history).catch(() => null)
  return livingAgent(state(), start.worker, start.incarnation) === null ? null : text
}

export interface PaneSight {
  readonly screen: PaneScreen
  readonly facts: PaneFacts
}

/** The screen with its attributes and the terminal's facts; null as in `readPaneText`. */
export async function readPaneSight({ hands, state }: SensorContext, start: AgentStart): Promise<PaneSight | null> {
  const pane = livingAgent(state(), start.worker, start.incarnation)?.pane
  if (pane === undefined) return null
  const sight = Promise.all([hands.terminal.screen(pane), hands.terminal.facts(pane)])
  const [screen, facts] = await sight.catch((error: unknown) => {
    // The pane may be gone before the reading; its end comes as a signal of its own.
    hands.log.info({ error: String(error), worker: start.worker }, 'screen could not be read')
    return [null, null] as const
  })
  return screen === null || livingAgent(state(), start.worker, start.incarnation) === null ? null : { screen, facts }
}
