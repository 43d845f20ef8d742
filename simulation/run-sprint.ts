import type { Plan } from '../src/core/events/decision.ts'
import type { Journaled } from '../src/core/events/event.ts'
import type { WorkerId } from '../src/core/model/ids.ts'
import type { PromptTexts } from '../src/core/ports/prompts.ts'
import type { State } from '../src/core/state/types/state.ts'
import { BEHAVIOURS } from './agents/behaviours.ts'
import { planMishaps } from './agents/mishaps.ts'
import { noteTruth } from './agents/truth.ts'
import { ASSUMPTIONS, type Assumptions } from './assumptions.ts'
import { createCalendar } from './calendar.ts'
import { joinFleet } from './fleets/join-fleet.ts'
import type { FleetPlan } from './fleets/plan-fleet.ts'
import { begin } from './hands.ts'
import { mergeUntested } from './landing/merge-untested.ts'
import { withoutJudgement } from './no-judgement.ts'
import { asPlainLoop } from './plain-loop.ts'
import { type Mix, planSprint } from './plan-sprint.ts'
import { createRandom, type Random } from './random.ts'
import { createRepository } from './repository/repository.ts'
import { createDuplicateSensor } from './sensors/duplicate-sensor.ts'
import { createForecastSensor } from './sensors/forecast-sensor.ts'
import { createRefsSensor } from './sensors/refs-sensor.ts'
import { createSimulatedCzar } from './simulated-czar.ts'
import { countEvent } from './sums/count-event.ts'
import { countLanded, type Landed } from './sums/count-landed.ts'
import { createTally, type Tally } from './sums/tally.ts'
import type { FaultRates, Operation, SimulatedWorker, World } from './world.ts'

export interface SprintOptions {
  readonly seed: string
  readonly texts: PromptTexts
  readonly mix: Mix
  readonly faults: FaultRates
  /** Which program supervises. If it is absent, the real czar does. */
  readonly program?: Supervisor
  /** Numbers that replace those in ASSUMPTIONS. */
  readonly conduct?: Partial<Assumptions>
  /** Draws a fleet with stages, children and attempts instead of the workers of `mix`. */
  readonly planFleet?: (random: Random) => FleetPlan
  /** Called once, before the launch. */
  readonly onWorld?: (world: World) => void
  readonly isHashed?: boolean
  readonly outputEveryMs?: number
  readonly mostHours?: number
  readonly onEvent?: (event: Journaled, state: State) => void
  readonly onOperation?: (operation: Operation, world: World) => void
}

export interface Sprint {
  readonly tally: Tally
  readonly state: State
  readonly world: World
  readonly landed: Landed
  /** The simulated time from the launch to the end, in hours. */
  readonly hours: number
  readonly events: number
  readonly journalHash: string
}

/**
 * Which decisions the supervising program makes. czar: all decisions of czar. loop: it runs accept commands, checks paths, and restarts
 * dead and silent agents. none: it launches agents, gives them their tasks, and believes them when they say "done".
 */
export type Supervisor = 'czar' | 'loop' | 'none'

const SIFTS = { czar: (plan: Plan) => plan, loop: asPlainLoop, none: withoutJudgement } as const

/** The behaviour of a worker that reviews. */
const HONEST = BEHAVIOURS[0]

/** The settings of the two simpler programs, which merge only at the end and do not compare work. */
const UNMERGED = { merge: { mode: 'branches', test: [], contentLoss: 1 }, duplicates: 'off', forecast: 'off' } as const

const LAUNCHED_AT = Date.UTC(2026, 0, 5, 20)
const HOUR_MS = 3_600_000
/** After this time, nothing fails by chance any more. So a longer run must come to its end. */
const MISHAPS_MS = 48 * HOUR_MS

/** Plays one whole run, from the launch until the project is finished, nothing can happen any more, or the time limit is reached. */
export function runSprint(options: SprintOptions): Sprint {
  const world = createWorld(options)
  const until = LAUNCHED_AT + (options.mostHours ?? 12) * HOUR_MS
  planMishaps(world, Math.min(until - LAUNCHED_AT, MISHAPS_MS))
  options.onWorld?.(world)
  for (const worker of world.workers.values()) noteTruth(world, worker)
  world.czar.start(() => [{ kind: 'project.loaded', project: world.plan.project }])
  while (world.czar.state().czar.phase !== 'finished') {
    const next = soonest(world.calendar.nextAt(), world.czar.wakeAt())
    if (next === null || next > until) break
    if (world.calendar.nextAt() === next) {
      world.now = next
      world.calendar.takeNext()?.()
    } else {
      world.now = Math.max(world.now, next)
      world.czar.wake()
    }
  }
  const { czar, tally } = world
  if (world.program !== 'czar') mergeUntested(world)
  findLost(world)
  const hours = (Math.min(world.now, until) - LAUNCHED_AT) / HOUR_MS
  return { tally, state: czar.state(), world, landed: countLanded(world), hours, events: czar.events(), journalHash: czar.journalHash() }
}

// Long: the function lists the parts of a simulated world.
function createWorld(options: SprintOptions): World {
  const { seed, texts, mix, faults, program = 'czar', isHashed = false, onEvent, onOperation } = options
  const random = createRandom(seed)
  const conduct: Assumptions = { ...ASSUMPTIONS, ...options.conduct }
  const fleetPlan = options.planFleet?.(random.fork('fleet')) ?? null
  const plan = fleetPlan ?? planSprint(random.fork('plan'), program === 'czar' ? mix : { ...mix, merging: UNMERGED }, conduct)
  const tally = createTally()
  const sensors: ((event: Journaled) => void)[] = []
  const world: World = {
    plan,
    texts,
    faults,
    obedience: mix.obedience ?? 1,
    program,
    fleet: fleetPlan?.habits ?? null,
    conduct,
    outputEveryMs: options.outputEveryMs ?? conduct.secondsBetweenOutput * 1_000,
    tally,
    random: random.fork('world'),
    words: random.fork('words'),
    calendar: createCalendar(),
    taken: new Set(),
    open: new Set(),
    now: LAUNCHED_AT,
    limit: { until: 0, isTold: false },
    server: 1,
    counters: { versions: 0 },
    repository: createRepository(plan.meetings),
    workers: new Map([...plan.behaviours].map(([id, behaviour]) => [id, createWorker(id, behaviour, random)])),
    onOperation: operation => onOperation?.(operation, world),
    czar: createSimulatedCzar({
      now: () => world.now,
      perform: (action, effect) => begin(world, action, effect),
      sift: SIFTS[program],
      isHashed,
      onEvent(event, state) {
        if (event.kind === 'review.asked') world.workers.set(event.worker, createWorker(event.worker, HONEST, random))
        for (const [id, behaviour] of joinFleet(world, event)) world.workers.set(id, createWorker(id, behaviour, random))
        countEvent(world, event, state)
        for (const sense of sensors) sense(event)
        onEvent?.(event, state)
      },
    }),
  }
  sensors.push(createRefsSensor(world), createForecastSensor(world), createDuplicateSensor(world))
  return world
}

function createWorker(id: WorkerId, behaviour: SimulatedWorker['behaviour'], random: World['random']): SimulatedWorker {
  const own = random.fork(id)
  return {
    id,
    behaviour,
    random: own.fork('agent'),
    actions: own.fork('hands'),
    reports: [],
    works: new Map(),
    hurdles: behaviour.meets,
    met: null,
    tree: null,
    agent: null,
    isCrashed: false,
    remembered: null,
  }
}

function soonest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return Math.min(one, other)
}

/** Finds lost tasks: no worker works on them, they are neither proven nor failed, and no person is told of them. */
function findLost({ czar, tally, calendar, program }: World): void {
  const state = czar.state()
  if (program !== 'czar' || calendar.nextAt() !== null || czar.wakeAt() !== null || state.czar.phase === 'finished') return
  const isTold = Object.values(state.attention).some(item => item.settledAt === null)
  for (const task of Object.values(state.tasks))
    if ((task.state === 'waiting' || task.state === 'assigned') && !isTold) tally.lost.push(`task ${task.id} is ${task.state} for ever`)
}
