import type { Event } from '../../core/events/event.ts'
import type { AgentObservation } from '../../core/ports/agents-port.ts'
import type { SessionSnapshot } from '../../core/ports/terminal-port.ts'
import type { State } from '../../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../../core/state/types/worker-state.ts'
import { launchOf, openWatch } from '../effects/start-agent.ts'
import type { Hands } from '../hands.ts'
import type { AgentSensor } from '../sensors/agent-sensor.ts'
import { isOpenEnd, readStatus } from '../sensors/terminal-sensor.ts'
import type { Watchers } from '../watchers.ts'

export interface ReconcileOptions {
  readonly hands: Hands
  readonly watchers: Watchers
  /** Hears the signals of an agent that lives on. */
  readonly listen: AgentSensor['listen']
  readonly state: () => State
}

/** After a start: compares what the journal believes with what tmux has, and watches what still lives. Facts only; the policy does the rest. */
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
    // A worker that the file no longer has may have lost its profile too: the policy ends it, and nobody need listen.
    if (hands.project.agents[worker.config.agent] === undefined) continue
    const launch = await launchOf(hands, worker, { incarnation: agent.incarnation, resume: null })
    const listener = afterReplay(listen(worker.id, agent.incarnation))
    await watchers.setAgent(worker.id, await openWatch(hands, launch, listener.observe))
    listener.goOn()
  }
  // tmux itself may have told an end while the others were looked at.
  return exits.filter(exit => isOpenEnd(state(), exit.worker, exit.incarnation))
}

/** Old signals come again when a watch is opened: of each kind only the last one tells how things are now. */
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
      // What was taken long ago is no news of now.
      last.delete('receipt')
      for (const observation of last.values()) listen(observation)
    },
  }
}

/** Ids restart with a new server, and a name may have been taken by another: all of it must agree. */
function isSame(session: SessionSnapshot, worker: WorkerState, agent: AgentState): boolean {
  return (
    session.server === agent.server &&
    session.session === agent.session &&
    session.pane === agent.pane &&
    session.marks?.worker === worker.id &&
    session.marks.incarnation === agent.incarnation
  )
}

/** How it ended while nobody looked: the dead pane still knows, unless it went with its session or server. */
async function exitOf(hands: Hands, session: SessionSnapshot | undefined) {
  const facts = session === undefined ? null : await hands.terminal.facts(session.pane).catch(() => null)
  if (facts === null || facts.deadStatus === null) return { how: 'gone', status: null, signal: null } as const
  return { how: 'exited', ...readStatus(facts.deadStatus) } as const
}
