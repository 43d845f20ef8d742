import type { Event } from '../../../core/events/event.ts'
import type { PaneId, WorkerId } from '../../../core/model/ids.ts'
import { isUnderWay } from '../../../core/policy/engine/policy-context.ts'
import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { Sensor, SensorContext } from '../sensor.ts'

/**
 * The longest time between a person's Enter and czar's reading of the pane. It is this long because tmux reports keys only in whole
 * seconds.
 */
const JUST_TYPED_MS = 5_000

/**
 * Records that a person answered an agent's open question in the pane itself. It takes two signs to prove it: the agent took a text that
 * cannot be czar's, and an attached person has just pressed a key. If the program gives no receipts, or the person has detached, there is
 * no proof. Then the question stays open until the agent reports again.
 */
export function createAnswerSensor({ hands, state, observe }: SensorContext) {
  function listen(worker: WorkerId, incarnation: number) {
    return (observation: AgentObservation): void => {
      const pane = observation.kind === 'receipt' ? askingPane(state(), worker, incarnation) : null
      if (observation.kind === 'receipt' && pane !== null) void look(pane, { worker, incarnation, evidence: observation.evidence })
    }
  }

  async function look(pane: PaneId, answer: Omit<Extract<Event, { kind: 'person.answered' }>, 'kind'>): Promise<void> {
    const facts = await hands.terminal.facts(pane).catch((error: unknown) => {
      hands.log.info({ error: String(error), worker: answer.worker }, 'the pane of an agent with a question could not be read')
      return null
    })
    const hasTyped = facts !== null && facts.lastKeyAgoMs !== null && facts.lastKeyAgoMs < JUST_TYPED_MS
    if (hasTyped && askingPane(state(), answer.worker, answer.incarnation) !== null) observe({ kind: 'person.answered', ...answer })
  }

  return { listen } satisfies Sensor
}

/**
 * Returns the pane of an agent with an open question, or null if there is none. Also returns null while czar delivers a text: if the text
 * arrives in pieces or mixed with other input, its receipt looks like that of a person's text.
 */
function askingPane(state: State, id: WorkerId, incarnation: number): PaneId | null {
  const worker = state.workers[id]
  if (worker === undefined || worker.question === null || worker.agent?.incarnation !== incarnation) return null
  const isOnItsWay = Object.keys(worker.agent.outstanding).length > 0 || isUnderWay(state, id, 'deliver')
  return isOnItsWay ? null : worker.agent.pane
}
