import type { Event } from '../../../core/events/event.ts'
import type { WorkerId } from '../../../core/model/ids.ts'
import type { AgentState, WorkerState } from '../../../core/state/types/worker-state.ts'
import type { Sensor, SensorContext } from '../sensor.ts'
import { createErrorCounter, type ErrorCounter } from './error-counter.ts'
import { type AgentStart, planLooks, readPaneText } from './pane-looks.ts'

/** How many lines above the screen are read at the end of a turn. While a turn runs, more lines are read. */
const HISTORY_LINES = 200
const TURN_HISTORY_LINES = 1_000
/**
 * A reading in a running turn is compared with this many earlier ones. One is not enough, because a screen that is read while the program
 * redraws it may lack an error.
 */
const TURN_LOOKS = 2
/** This many readings of a running turn fit into `policy.stuck_after`. SOONEST_MS and LATEST_MS limit the pause between two readings. */
const LOOKS_WITHIN_PATIENCE = 80
const [SOONEST_MS, LATEST_MS] = [1_000, 15_000]
/** At most this many errors of one reading are recorded: the newest, because they show which command failed. */
const TOLD_ERRORS = 3
const TOLD_CHARS = 300

/**
 * Records an error that is on the screen at the end of a turn and was not there at the end of the turn before. While a turn runs, records
 * the new errors of each reading, because a turn whose command keeps failing may never end. Long: the inner functions share the two
 * counters.
 */
export function createTroubleSensor(context: SensorContext) {
  const { hands, state, observe } = context
  const atEnds = createErrorCounter(hands, { looks: 1, scrolls: false })
  const inTurns = createErrorCounter(hands, { looks: TURN_LOOKS, scrolls: true })
  const lookedAt = new Map<WorkerId, number>()
  const looks = planLooks(context, lookInTurn)

  function onEvents(events: readonly Event[]): void {
    for (const event of events) {
      for (const counter of [atEnds, inTurns]) {
        if (event.kind === 'agent.started') counter.begin(event.worker, event.incarnation)
        if (event.kind === 'message.submitted') counter.given(event)
      }
      if (event.kind === 'agent.turn' && event.turn === 'idle') void lookAtEnd(event).catch(unread(event.worker))
    }
  }

  function onOutput({ id }: WorkerState, { incarnation, turn }: AgentState): void {
    const now = hands.clock.now()
    if (!isAtRest(turn)) looks.by({ worker: id, incarnation }, Math.max(now, (lookedAt.get(id) ?? now) + everyMs()))
  }

  function everyMs(): number {
    const { stuckAfterMs } = hands.project.policy
    return Math.min(LATEST_MS, Math.max(SOONEST_MS, stuckAfterMs / LOOKS_WITHIN_PATIENCE))
  }

  async function lookAtEnd({ worker, incarnation }: AgentStart): Promise<void> {
    const text = (await freshErrors(atEnds, { worker, incarnation }, HISTORY_LINES)).at(-1)
    if (text !== undefined) observe({ kind: 'agent.trouble', worker, incarnation, text })
  }

  async function lookInTurn({ id: worker }: WorkerState, { incarnation }: AgentState): Promise<void> {
    lookedAt.set(worker, hands.clock.now())
    const errors = await freshErrors(inTurns, { worker, incarnation }, TURN_HISTORY_LINES)
    // If the turn has ended meanwhile, the reading at its end records the errors instead.
    if (errors.length === 0 || isAtRest(state().workers[worker]?.agent?.turn)) return
    const text = [...new Set(errors)].slice(-TOLD_ERRORS).join('\n').slice(0, TOLD_CHARS)
    observe({ kind: 'agent.trouble', worker, incarnation, text, inTurn: true })
  }

  async function freshErrors(counter: ErrorCounter, start: AgentStart, lines: number): Promise<readonly string[]> {
    const screen = await readPaneText(context, start, lines)
    return screen === null ? [] : counter.fresh(start.worker, start.incarnation, screen)
  }

  function unread(worker: WorkerId) {
    return (error: unknown) => hands.log.info({ error: String(error), worker }, 'the errors at the end of a turn could not be read')
  }

  return { onEvents, onOutput, close: looks.close } satisfies Sensor
}

/** Whether no turn runs. If it is unknown, a turn counts as running. */
function isAtRest(turn: AgentState['turn'] | undefined): boolean {
  return turn === 'idle' || turn === 'waiting' || turn === undefined
}
