import type { AgentObservation } from '../../../core/ports/agents-port.ts'

type Turn = Extract<AgentObservation, { kind: 'turn' }>

export interface Observations {
  readonly add: (observation: AgentObservation) => void
  readonly all: () => readonly AgentObservation[]
  readonly lastTurn: () => Turn | null
}

/** How many observations of turns are kept. There are few observations of other kinds, so all of those are kept. */
const REMEMBERED_TURNS = 200

/**
 * Collects the observations of one start of an agent, and passes each to the listener. If a turn or session is reported twice, the second
 * report is dropped.
 */
export function createObservations(listener: (observation: AgentObservation) => void): Observations {
  let collected: AgentObservation[] = []
  let turns = 0
  let lastTurn: Turn | null = null
  let lastSession: string | null = null

  function add(observation: AgentObservation): void {
    if (observation.kind === 'turn') {
      if (saysTheSame(observation, lastTurn)) return
      lastTurn = observation
      turns += 1
    }
    if (observation.kind === 'session') {
      if (observation.agentSession === lastSession) return
      lastSession = observation.agentSession
    }
    // The usage is a running total, so only the newest counts and the earlier ones are not kept.
    if (observation.kind !== 'usage') collected.push(observation)
    if (turns > 2 * REMEMBERED_TURNS) forgetOldTurns()
    listener(observation)
  }

  function forgetOldTurns(): void {
    let tooMany = turns - REMEMBERED_TURNS
    collected = collected.filter(observation => observation.kind !== 'turn' || --tooMany < 0)
    turns = REMEMBERED_TURNS
  }

  return { add, all: () => collected, lastTurn: () => lastTurn }
}

function saysTheSame(turn: Turn, last: Turn | null): boolean {
  return last !== null && turn.turn === last.turn && turn.waitingFor === last.waitingFor && (turn.text === last.text || turn.text === null)
}
