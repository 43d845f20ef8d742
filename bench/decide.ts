import type { Action } from '../src/core/events/decision.ts'
import type { Event } from '../src/core/events/event.ts'
import { createDecide, type Decide } from '../src/core/policy/decide/create-decide.ts'
import { decide } from '../src/core/policy/decide/decide.ts'
import { fold } from '../src/core/state/fold.ts'
import { aProject, aWorker } from '../tests/support/builders/a-project.ts'
import { aReport, createWorld, happen, living, outcome, settle, type World } from '../tests/support/worlds/world.ts'

/**
 * Measures what one report costs czar's rules: updating the state, and deciding anew for the whole state. Each is measured with the
 * supervisor's caches and without. The bench measures in the middle of a launch, and again when every worker is at work. In the middle of a
 * launch, a quarter of the workers gets the worktree, a quarter the agent, a quarter the task, and a quarter works. Run: npm run bench --
 * decide 6 50 200 1000
 */
const AT_LEAST_MS = 1_000
const given = process.argv.slice(2).map(Number)

console.log('workers  mid-launch ms  a worker µs  all at work ms  a worker µs  as the supervisor asks ms  a worker µs')
for (const count of given.length > 0 ? given : [6, 50, 200, 1_000]) {
  const workers = Array.from({ length: count }, (_, index) => aWorker(`w${index}`, { owns: [`packages/w${index}/**`] }))
  const world = createWorld(aProject({ workers }), () => 0)
  bringOn(world, { worktrees: 0.75, agents: 0.5, briefs: 0.25 })
  const midMs = stepMs(world, decide)
  bringOn(world, { worktrees: 1, agents: 1, briefs: 1 })
  const restMs = stepMs(world, decide)
  const recalledMs = stepMs(world, createDecide())
  const perWorker = (ms: number) => ((ms / count) * 1_000).toFixed(1).padStart(11)
  console.log(
    `${String(count).padStart(7)} ${midMs.toFixed(3).padStart(14)}  ${perWorker(midMs)} ${restMs.toFixed(3).padStart(15)}  ${perWorker(restMs)} ${recalledMs.toFixed(3).padStart(26)}  ${perWorker(recalledMs)}`,
  )
}

/** Takes this number of workers through each step of a launch. */
function bringOn(world: World, { worktrees, agents, briefs }: { worktrees: number; agents: number; briefs: number }): void {
  carryOutFirst(world, 'prepare_worktree', worktrees)
  carryOutFirst(world, 'start_agent', agents)
  for (const { id, incarnation } of living(world))
    happen(world, { kind: 'agent.ready', worker: id, incarnation, evidence: 'hook', strength: 'exact' })
  settle(world)
  const briefed = carryOutFirst(world, 'deliver', briefs)
  for (const { worker } of briefed)
    if (worker !== null)
      happen(world, { kind: 'report.received', worker, report: aReport('ack', { plan: [`packages/${worker}/index.ts`] }) })
  settle(world)
}

/** Adds all events first and decides only once, because deciding after each event takes long with many workers. */
function carryOutFirst(world: World, what: Action['do'], share: number): readonly Action[] {
  const count = Object.keys(world.state.workers).length
  const isMeant = ({ action }: World['deeds'][number]) => action.do === what && Number(action.worker?.slice(1)) < share * count
  const deeds = world.deeds.filter(isMeant)
  world.deeds.splice(0, world.deeds.length, ...world.deeds.filter(deed => !isMeant(deed)))
  for (const deed of deeds) happen(world, ...(outcome(world, deed, false) ?? []), { kind: 'effect.done', effect: deed.effect })
  settle(world)
  return deeds.map(({ action }) => action)
}

/** Measures the median time of a step. During one second of simulated time, one agent after the other reports. */
function stepMs({ state, now }: World, ask: Decide): number {
  const agents = Object.values(state.workers).flatMap(({ id, agent }) => (agent === null ? [] : [{ worker: id, ...agent }]))
  const times: number[] = []
  let current = state
  for (const until = performance.now() + AT_LEAST_MS; performance.now() < until; ) {
    const { worker } = agents[times.length % agents.length] ?? { worker: '' as never }
    const fact: Event = { kind: 'report.received', worker, report: aReport('progress', { seq: times.length }) }
    const startedAt = performance.now()
    current = fold(current, { ...fact, seq: current.seq + 1, at: now })
    ask(current, now)
    times.push(performance.now() - startedAt)
  }
  return times.sort((left, right) => left - right)[Math.floor(times.length / 2)] ?? 0
}
