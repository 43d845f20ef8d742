import type { Event } from '../../../core/events/event.ts'
import type { WorkerId } from '../../../core/model/ids.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../../../core/state/types/worker-state.ts'
import type { Hands } from '../../hands.ts'
import { createErrorCounter, type ErrorCounter } from './error-counter.ts'

export interface TroubleSensor {
  /** Takes journalled events. */
  readonly onEvents: (events: readonly Event[]) => void
  readonly onOutput: (worker: WorkerState, agent: AgentState) => void
  readonly close: () => void
}

/** Scrollback lines that count too: at the end of a turn, and more of them while it runs. */
const HISTORY_LINES = 200
const TURN_HISTORY_LINES = 1_000
/** Earlier looks to compare with: a screen that is read during a redraw may lack an error once. */
const TURN_LOOKS = 2
/** Looks at a running turn within `policy.stuck_after`; the pause between them stays within these bounds. */
const LOOKS_WITHIN_PATIENCE = 80
const [SOONEST_MS, LATEST_MS] = [1_000, 15_000]
/** The newest errors of one look tell which command failed. */
const TOLD_ERRORS = 3
const TOLD_CHARS = 300

interface Pending {
  readonly lookedAt: number
  readonly cancel: (() => void) | null
}

/**
 * Tells the error that a turn left on the screen and that did not show at the end of the previous turn. During a turn it
 * tells the new errors of each look: a turn whose command keeps failing may never end.
 */
export function createTroubleSensor(hands: Hands, state: () => State, observe: (...events: readonly Event[]) => void): TroubleSensor {
  const atEnds = createErrorCounter(hands, { looks: 1, scrolls: false })
  const inTurns = createErrorCounter(hands, { looks: TURN_LOOKS, scrolls: true })
  const pending = new Map<WorkerId, Pending>()

  function onEvents(events: readonly Event[]): void {
    for (const event of events) {
      for (const counter of [atEnds, inTurns]) {
        if (event.kind === 'agent.started') counter.begin(event.worker, event.incarnation)
        if (event.kind === 'message.submitted') counter.given(event)
      }
      if (event.kind === 'agent.turn' && event.turn === 'idle') void lookAtEnd(event.worker, event.incarnation).catch(unread(event.worker))
    }
  }

  function onOutput({ id }: WorkerState, { incarnation, turn }: AgentState): void {
    const known = pending.get(id)
    if (isAtRest(turn) || known?.cancel != null) return
    const at = Math.max(hands.clock.now(), (known?.lookedAt ?? hands.clock.now()) + everyMs())
    pending.set(id, {
      lookedAt: known?.lookedAt ?? 0,
      cancel: hands.clock.at(at, () => void lookInTurn(id, incarnation).catch(unread(id))),
    })
  }

  function everyMs(): number {
    const { stuckAfterMs } = hands.project.policy
    return Math.min(LATEST_MS, Math.max(SOONEST_MS, stuckAfterMs / LOOKS_WITHIN_PATIENCE))
  }

  async function lookAtEnd(worker: WorkerId, incarnation: number): Promise<void> {
    const text = (await freshErrors(atEnds, { worker, incarnation, lines: HISTORY_LINES })).at(-1)
    if (text !== undefined) observe({ kind: 'agent.trouble', worker, incarnation, text })
  }

  async function lookInTurn(worker: WorkerId, incarnation: number): Promise<void> {
    pending.set(worker, { lookedAt: hands.clock.now(), cancel: null })
    const errors = await freshErrors(inTurns, { worker, incarnation, lines: TURN_HISTORY_LINES })
    // The turn may have ended meanwhile: its error is then told by the look at the end.
    if (errors.length === 0 || isAtRest(state().workers[worker]?.agent?.turn)) return
    const text = [...new Set(errors)].slice(-TOLD_ERRORS).join('\n').slice(0, TOLD_CHARS)
    observe({ kind: 'agent.trouble', worker, incarnation, text, inTurn: true })
  }

  async function freshErrors(
    counter: ErrorCounter,
    { worker, incarnation, lines }: { readonly worker: WorkerId; readonly incarnation: number; readonly lines: number },
  ): Promise<readonly string[]> {
    const agent = state().workers[worker]?.agent ?? null
    if (agent === null || agent.exit !== null || agent.incarnation !== incarnation) return []
    const screen = await hands.terminal.capture(agent.pane, lines).catch(() => null)
    return screen === null ? [] : counter.fresh(worker, incarnation, screen)
  }

  function unread(worker: WorkerId) {
    return (error: unknown) => hands.log.info({ error: String(error), worker }, 'what was given to a worker could not be read')
  }

  return {
    onEvents,
    onOutput,
    close() {
      for (const { cancel } of pending.values()) cancel?.()
      pending.clear()
    },
  }
}

/** Whether no turn runs; an unknown turn counts as running. */
function isAtRest(turn: AgentState['turn'] | undefined): boolean {
  return turn === 'idle' || turn === 'waiting' || turn === undefined
}
