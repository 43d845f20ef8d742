import type { Event } from '../../core/events/event.ts'
import type { Health } from '../../core/model/health.ts'
import type { WorkerId } from '../../core/model/ids.ts'
import { own } from '../../core/model/own.ts'
import type { Sensor, SensorContext } from './sensor.ts'

/**
 * How long the query of versions waits at the start, so that the first agents can start: a query uses as much CPU as a
 * start.
 */
const ASK_AFTER_MS = 5_000
/** A start after this pause asks for the version again, because a program may be updated while the fleet runs. */
const ASK_AGAIN_MS = 3_600_000
/** In these states the agent's settings may block its signals, so czar reads the settings again. */
const SUSPICIOUS: readonly Health[] = ['quiet', 'stuck']

/**
 * Finds hindering settings and the version of each agent program in the background, and records only changes. Long: its
 * functions share the record of what was queried.
 */
export function createProgramSensor({ hands, state, observe }: SensorContext) {
  const { agents, clock, project } = hands
  const closing = new AbortController()
  const asked = new Map<string, number>()
  let asking = Promise.resolve()
  let cancel = () => {}

  function look(id: WorkerId): void {
    const worker = own(state().workers, id)
    const profile = worker === undefined ? undefined : project.agents[worker.config.agent]
    if (worker?.worktree == null || profile === undefined) return
    const { incarnation } = worker
    const baseEnv = { ...hands.agentEnv, ...worker.config.env }
    const found = agents.findHindrances({ profile, cwd: worker.worktree.path, baseEnv })
    // Settings that czar cannot read count as no hindrance.
    void found
      .catch(() => [])
      .then(hindrances => {
        const known = own(state().workers, id)
        if (closing.signal.aborted || known?.incarnation !== incarnation || isSame(known.hindered?.found ?? [], hindrances)) return
        observe({ kind: 'program.hindered', worker: id, incarnation, hindrances })
      })
  }

  function ask(agent: string): void {
    const profile = project.agents[agent]
    const last = asked.get(agent)
    if (profile === undefined || (last !== undefined && clock.now() < last + ASK_AGAIN_MS)) return
    asked.set(agent, clock.now())
    // One query at a time, because the agents need the CPU.
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
        // A person may change settings while the agent runs.
        if (event.kind === 'agent.started' || (event.kind === 'health.changed' && SUSPICIOUS.includes(event.health))) look(event.worker)
        if (event.kind !== 'agent.started') continue
        const agent = own(state().workers, event.worker)?.config.agent
        // The timer makes the first query of all programs.
        if (agent !== undefined && asked.has(agent)) ask(agent)
      }
    },
    /** Reads the settings of agents that already run, and soon asks for versions. */
    begin() {
      for (const { id, agent } of Object.values(state().workers)) if (agent !== null && agent.exit === null) look(id)
      cancel = clock.at(clock.now() + ASK_AFTER_MS, () => {
        for (const agent of new Set(project.workers.map(worker => worker.agent))) ask(agent)
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
