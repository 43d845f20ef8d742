import type { Event } from '../../core/events/event.ts'
import type { Health } from '../../core/model/health.ts'
import type { WorkerId } from '../../core/model/ids.ts'
import { own } from '../../core/model/own.ts'
import type { Sensor, SensorContext } from './sensor.ts'

/**
 * Czar first asks for the programs' versions this long after its start. Asking uses as much CPU as starting an agent, so the first agents
 * start before that.
 */
const ASK_AFTER_MS = 5_000
/**
 * If an agent is started this long after czar asked for its program's version, czar asks again, because a program may be updated while the
 * fleet runs.
 */
const ASK_AGAIN_MS = 3_600_000
/** In these states of health, the agent may be silent because its settings block its signals. So czar reads the settings again. */
const SUSPICIOUS: readonly Health[] = ['quiet', 'stuck']

/**
 * Finds out in the background which version each agent program has, and whether its settings hinder czar. Records only changes. Long: the
 * inner functions share the record of what was asked.
 */
export function createProgramSensor({ hands, state, observe }: SensorContext) {
  const { agents, clock } = hands
  const closing = new AbortController()
  const asked = new Map<string, number>()
  let asking = Promise.resolve()
  let cancel = () => {}

  function look(id: WorkerId): void {
    const worker = own(state().workers, id)
    const profile = worker === undefined ? undefined : hands.project.agents[worker.config.agent]
    if (worker?.worktree == null || profile === undefined) return
    const { incarnation } = worker
    const baseEnv = { ...hands.agentEnv, ...worker.config.env }
    const found = agents.findHindrances({ profile, cwd: worker.worktree.path, baseEnv })
    // If czar cannot read the settings, it assumes that they hinder nothing.
    void found
      .catch(() => [])
      .then(hindrances => {
        const known = own(state().workers, id)
        if (closing.signal.aborted || known?.incarnation !== incarnation || isSame(known.hindered?.found ?? [], hindrances)) return
        observe({ kind: 'program.hindered', worker: id, incarnation, hindrances })
      })
  }

  function ask(agent: string): void {
    const profile = hands.project.agents[agent]
    const last = asked.get(agent)
    if (profile === undefined || (last !== undefined && clock.now() < last + ASK_AGAIN_MS)) return
    asked.set(agent, clock.now())
    // Czar asks for one version at a time, because the agents need the CPU.
    asking = asking.then(async () => {
      if (closing.signal.aborted) return
      const setting = { profile, cwd: hands.paths.projectDir, baseEnv: hands.agentEnv }
      const answer = await agents.readVersion(setting, closing.signal).catch(() => null)
      if (answer === null || closing.signal.aborted || isSame(own(state().programs, agent), answer)) return
      observe({ kind: 'program.version', agent, ...answer })
    })
  }

  return {
    onEvents(events: readonly Event[]) {
      for (const event of events) {
        // A person may change settings while the agent runs, so czar reads them again at these events.
        if (event.kind === 'agent.started' || (event.kind === 'health.changed' && SUSPICIOUS.includes(event.health))) look(event.worker)
        if (event.kind !== 'agent.started') continue
        const agent = own(state().workers, event.worker)?.config.agent
        // A timer first asks for the versions of all programs. Before that, a start does not ask.
        if (agent !== undefined && asked.has(agent)) ask(agent)
      }
    },
    /** Reads the settings of agents that already run, and starts the timer that asks for versions. */
    begin() {
      for (const { id, agent } of Object.values(state().workers)) if (agent !== null && agent.exit === null) look(id)
      cancel = clock.at(clock.now() + ASK_AFTER_MS, () => {
        for (const agent of new Set(hands.project.workers.map(worker => worker.agent))) ask(agent)
      })
    },
    close() {
      cancel()
      closing.abort()
    },
  } satisfies Sensor
}

function isSame(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) === JSON.stringify(after)
}
