import type { Journaled } from '../../src/core/events/event.ts'
import type { PromptTexts } from '../../src/core/ports/prompts.ts'
import { parentOf } from '../../src/core/state/facts/children.ts'
import type { State } from '../../src/core/state/types/state.ts'
import { ASSUMPTIONS } from '../assumptions.ts'
import { createRandom } from '../random.ts'
import { runSprint, type Sprint } from '../run-sprint.ts'
import type { World } from '../world.ts'
import { createWatch, type Finding } from './check-fleet.ts'
import { createUse } from './check-use.ts'
import { findLeft, whyOpen } from './find-left.ts'
import { planPeople } from './people.ts'
import { planFleet } from './plan-fleet.ts'

/** What happened in one run, and which rules the run broke. */
export interface FleetRun {
  readonly counts: Readonly<Record<string, number>>
  readonly findings: readonly Finding[]
}

/** Faults that only later stages find are frequent, so that much work goes back. */
const CONDUCT = { gatesBlind: 0.5, faultInStep: 0.25, findsOwnFault: 0.5 }
const OUTPUT_EVERY_MS = 600_000
const MOST_HOURS = 96

/** Plays one fleet with stages, children and attempts, and checks everything that must hold for it. */
export function playFleet(seed: string, texts: PromptTexts, onEvent?: (event: Journaled, state: State) => void): FleetRun {
  const counts = new Map<string, number>()
  const { watch, findings } = createWatch()
  const use = createUse()
  const find = (what: string, details: readonly string[], at: number) => findings.push(...details.map(detail => ({ what, detail, at })))
  try {
    const sprint = run(seed, texts, (event, moment) => {
      onEvent?.(event, moment.state)
      countFleet(counts, event, moment.state)
      use.note(event, moment.state)
      watch(moment.world, event, moment.state)
    })
    countEnd(counts, sprint.state)
    add(counts, 'hours', sprint.hours)
    add(counts, 'events', sprint.events)
    for (const [what, detail] of findLeft(sprint.world)) find(what, [detail], sprint.events)
    find('a budget is exceeded', use.overspent(sprint.state), sprint.events)
    find(
      'told twice',
      sprint.tally.lost.filter(detail => detail.includes('twice')),
      sprint.events,
    )
    find('an action that the simulation cannot carry out', [...sprint.tally.strangeActions], sprint.events)
  } catch (error) {
    find('an error', [error instanceof Error ? (error.stack ?? error.message).slice(0, 600) : String(error)], 0)
  }
  return { counts: Object.fromEntries(counts), findings }
}

function run(
  seed: string,
  texts: PromptTexts,
  onEvent: (event: Journaled, moment: { readonly world: World; readonly state: State }) => void,
): Sprint {
  const isRough = createRandom(`${seed}/mix`).chance(0.6)
  const mix = { troubled: isRough ? 0.3 : 0.1, misreading: 0.1 }
  let world: World | null = null
  return runSprint({
    seed,
    texts,
    mix: { workers: 0, bonus: 0, ...mix },
    faults: isRough
      ? { fails: 0.05, slow: 0.03, killsPerHour: 0.15, serverDeathsPerHour: 0.05 }
      : { fails: 0, slow: 0, killsPerHour: 0, serverDeathsPerHour: 0 },
    conduct: CONDUCT,
    planFleet: source => planFleet(source, mix, { ...ASSUMPTIONS, ...CONDUCT }),
    outputEveryMs: OUTPUT_EVERY_MS,
    mostHours: MOST_HOURS,
    onWorld(made) {
      world = made
      planPeople(made)
    },
    onEvent(event, state) {
      if (world !== null) onEvent(event, { world, state })
    },
  })
}

function add(counts: Map<string, number>, what: string, amount = 1): void {
  counts.set(what, (counts.get(what) ?? 0) + amount)
}

function countFleet(counts: Map<string, number>, event: Journaled, { workers }: State): void {
  if (event.kind === 'worker.added' && event.config.addedBy?.who === 'worker') {
    add(counts, 'children')
    if (parentOf(workers[event.config.addedBy.parent]?.config ?? {}) !== null) add(counts, 'children of children')
  }
  const name = COUNTED[event.kind]
  if (name !== undefined) add(counts, name)
  if (event.kind === 'czar.started' && event.epoch > 1) add(counts, 'kills of the czar')
}

const COUNTED: Readonly<Partial<Record<Journaled['kind'], string>>> = {
  'wait.begun': 'waits',
  'worker.removed': 'workers removed',
  'worker.handed_over': 'children handed over',
  'stage.returned': 'stages sent back',
  'attempts.settled': 'attempts settled',
  'attempts.kept': 'attempts kept',
  'budget.exceeded': 'budgets used up',
  'agent.exited': 'agents lost',
  'train.landed': 'trains landed',
  'person.stop': 'stopped by people',
  'person.restart': 'restarted by people',
}

function countEnd(counts: Map<string, number>, state: State): void {
  add(counts, 'fleets')
  add(counts, 'workers', Object.keys(state.workers).length)
  add(counts, state.czar.phase === 'finished' ? 'finished' : 'left with a person')
  for (const task of Object.values(state.tasks)) {
    if (task.kind === 'review') continue
    add(counts, 'tasks')
    if (task.state === 'verified') add(counts, 'tasks proven')
    if (state.czar.phase === 'finished' || task.state === 'verified' || task.state === 'failed' || task.state === 'dropped') continue
    const why = whyOpen(state, task, new Set())
    if (why !== null) add(counts, `open: ${why}`)
  }
}
