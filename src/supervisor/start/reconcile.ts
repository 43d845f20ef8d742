import type { Event } from '../../core/events/event.ts'
import type { AgentObservation } from '../../core/ports/agents-port.ts'
import type { SessionSnapshot } from '../../core/ports/terminal-port.ts'
import { livingAgent } from '../../core/state/facts/living-agent.ts'
import type { State } from '../../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../../core/state/types/worker-state.ts'
import { launchOf, openWatch } from '../effects/start-agent.ts'
import type { Hands } from '../hands.ts'
import type { Sensors } from '../sensors/create-sensors.ts'
import { readExitStatus } from '../sensors/terminal-sensor.ts'
import type { Watchers } from '../watchers.ts'

export interface ReconcileOptions {
  readonly hands: Hands
  readonly watchers: Watchers
  /** Listens to the signals of an agent that survived the last czar. */
  readonly listen: Sensors['listen']
  readonly state: () => State
}

/** At a start, compares the journal with tmux and watches the agents that survived. Returns only facts; the policy does the rest. */
export async function reconcile({ hands, watchers, listen, state }: ReconcileOptions): Promise<readonly Event[]> {
  const sessions = await hands.terminal.list()
  const exits: Extract<Event, { kind: 'agent.exited' }>[] = []
  for (const worker of Object.values(state().workers)) {
    const { agent } = worker
    if (agent === null || agent.exit !== null || worker.worktree === null) continue
    const session = sessions.find(candidate => isSame(candidate, worker, agent))
    if (session === undefined || session.dead) {
      exits.push({
        kind: 'agent.exited',
        worker: worker.id,
        incarnation: agent.incarnation,
        ...(await exitOf(hands, session)),
        lastScreen: '',
      })
      continue
    }
    // A worker that was removed from the file may lack its profile too. The policy ends its agent, so it needs no watch.
    if (hands.project.agents[worker.config.agent] === undefined) continue
    const launch = launchOf(hands, worker, { incarnation: agent.incarnation, resume: null })
    const listener = afterReplay(listen(worker.id, agent.incarnation))
    await watchers.setAgent(worker.id, await openWatch(hands, launch, listener.observe))
    listener.goOn()
  }
  // tmux itself may have reported an end during this loop.
  return exits.filter(exit => livingAgent(state(), exit.worker, exit.incarnation) !== null)
}

/** A new watch repeats old signals. Only the last signal of each kind is current. */
function afterReplay(listen: (observation: AgentObservation) => void) {
  let replayed: Map<string, AgentObservation> | null = new Map()
  return {
    observe(observation: AgentObservation): void {
      if (replayed === null) return listen(observation)
      replayed.set(observation.kind, observation)
    },
    goOn(): void {
      const last = replayed ?? new Map<string, AgentObservation>()
      replayed = null
      // An old receipt is nothing new.
      last.delete('receipt')
      for (const observation of last.values()) listen(observation)
    },
  }
}

/** Whether all ids and marks fit. A new server uses ids again, and another session may have the name. */
function isSame(session: SessionSnapshot, worker: WorkerState, agent: AgentState): boolean {
  return (
    session.server === agent.server &&
    session.session === agent.session &&
    session.pane === agent.pane &&
    session.marks?.worker === worker.id &&
    session.marks.incarnation === agent.incarnation
  )
}

/** Reads an exit that nobody observed from the pane, unless the pane is gone with its session or server. */
async function exitOf(hands: Hands, session: SessionSnapshot | undefined) {
  const facts = session === undefined ? null : await hands.terminal.facts(session.pane).catch(() => null)
  if (facts === null || facts.deadStatus === null) return { how: 'gone', status: null, signal: null } as const
  return { how: 'exited', ...readExitStatus(facts.deadStatus) } as const
}
