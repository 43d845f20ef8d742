import type { Event } from '../../src/core/events/event.ts'
import type { State } from '../../src/core/state/types/state.ts'
import { carryOut, readySeen } from '../hands.ts'
import type { SimulatedWorker, World } from '../world.ts'
import { loseAgent } from './lose-agent.ts'
import { gitSeen, turnSeen } from './tell.ts'

const HOUR_MS = 3_600_000

/** Plans when the czar and the tmux server die, at the given rates, until the end of the simulated run. */
export function planMishaps(world: World, untilMs: number): void {
  const { killsPerHour, serverDeathsPerHour } = world.faults
  const random = world.random.fork('mishaps')
  for (const at of times(random.between, killsPerHour, untilMs)) world.calendar.enter(world.now + at, () => killCzar(world, 'by chance'))
  for (const at of times(random.between, serverDeathsPerHour, untilMs)) world.calendar.enter(world.now + at, () => loseServer(world))
}

function times(between: (least: number, most: number) => number, perHour: number, untilMs: number): readonly number[] {
  const found: number[] = []
  for (let at = 0; perHour > 0; ) {
    at += (-Math.log(between(Number.EPSILON, 1)) / perHour) * HOUR_MS
    if (at > untilMs) break
    found.push(at)
  }
  return found
}

/** These actions change nothing in the simulated world. If the czar dies during one of them, the action leaves nothing behind. */
const LEAVES_NOTHING: readonly string[] = ['verify', 'test_train', 'settle_duplicate', 'check_findings', 'alert']

/**
 * Ends the czar like kill -9. Each action in progress either happened or not, and the journal does not say which. A new czar starts a
 * little later.
 */
export function killCzar(world: World, deeds: 'by chance' | 'done' | 'undone'): void {
  if (!world.czar.isUp()) return
  world.czar.kill()
  for (const operation of world.open) {
    operation.isOver = true
    const { action } = operation
    const isDone = deeds === 'done' || (deeds === 'by chance' && world.random.chance(0.5))
    if (isDone && !LEAVES_NOTHING.includes(action.do)) carryOut(world, operation)
  }
  world.open.clear()
  world.calendar.enter(world.now + 5_000, () => world.czar.start(state => reconcile(world, state)))
}

/** The tmux server ends, and all sessions end with it. */
function loseServer(world: World): void {
  world.server++
  for (const worker of world.workers.values())
    if (worker.agent !== null) loseAgent({ world, worker, agent: worker.agent }, { how: 'server-lost', status: null })
}

/** What a czar finds when it starts: the living agents with their states, the reports, and the worktrees. */
function reconcile(world: World, state: State): readonly Event[] {
  return [...world.workers.values()].flatMap(worker => [
    ...agentFound(state, worker),
    ...reportsFound(state, worker),
    ...gitSeen(world, worker),
  ])
}

function agentFound({ workers }: State, worker: SimulatedWorker): readonly Event[] {
  const known = workers[worker.id]?.agent ?? null
  if (known === null || known.exit !== null) return []
  const { agent } = worker
  const { incarnation } = known
  if (agent?.incarnation !== incarnation)
    return [{ kind: 'agent.exited', worker: worker.id, incarnation, how: 'gone', status: null, signal: null, lastScreen: '' }]
  const ready = agent.isReady && known.readyAt === null ? readySeen(worker, agent) : []
  return known.turn === agent.turn ? ready : [...ready, ...turnSeen(worker)]
}

function reportsFound({ workers }: State, { id, reports }: SimulatedWorker): readonly Event[] {
  const seen = workers[id]?.reportSeq ?? 0
  return reports.filter(({ seq }) => seq > seen).map(report => ({ kind: 'report.received', worker: id, report }))
}
