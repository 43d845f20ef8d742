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
  /** Listens to the signals of an agent that was started before this czar. */
  readonly listen: Sensors['listen']
  readonly state: () => State
}

/**
 * When czar starts, compares the journal with the tmux sessions and begins to watch the agents that still run. Returns only facts. The
 * policy decides what to do about them.
 */
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
    // If a worker was removed from the project file, its agent's profile may be missing too. The policy will end that agent, so czar does
    // not watch it.
    if (hands.project.agents[worker.config.agent] === undefined) continue
    const launch = launchOf(hands, worker, { incarnation: agent.incarnation, resume: null })
    const listener = afterReplay(listen(worker.id, agent.incarnation))
    await watchers.setAgent(worker.id, await openWatch(hands, launch, listener.observe))
    listener.goOn()
  }
  // Tmux itself may have reported an end while this function ran. Such an end is not reported again.
  return exits.filter(exit => livingAgent(state(), exit.worker, exit.incarnation) !== null)
}

/**
 * Wraps a listener of a watch that has just been opened. Such a watch first repeats old signals, of which only the last of each kind still
 * counts.
 */
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
      // A receipt among the old signals is about a text that was delivered before.
      last.delete('receipt')
      for (const observation of last.values()) listen(observation)
    },
  }
}

/**
 * Whether the session really is this agent's. Its ids and the options that czar set must all be equal, because a new tmux server uses the
 * same ids again and another session may have the same name.
 */
function isSame(session: SessionSnapshot, worker: WorkerState, agent: AgentState): boolean {
  return (
    session.server === agent.server &&
    session.session === agent.session &&
    session.pane === agent.pane &&
    session.marks?.worker === worker.id &&
    session.marks.incarnation === agent.incarnation
  )
}

/**
 * The exit of a program that ended while no czar ran, read from its pane. If the pane is gone together with its session or server, it is
 * unknown how the program ended.
 */
async function exitOf(hands: Hands, session: SessionSnapshot | undefined) {
  const facts = session === undefined ? null : await hands.terminal.facts(session.pane).catch(() => null)
  if (facts === null || facts.deadStatus === null) return { how: 'gone', status: null, signal: null } as const
  return { how: 'exited', ...readExitStatus(facts.deadStatus) } as const
}
