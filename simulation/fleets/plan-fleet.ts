import type { TaskId, WorkerId } from '../../src/core/model/ids.ts'
import type { WorkerConfig } from '../../src/core/model/project.ts'
import { parentOf } from '../../src/core/state/facts/children.ts'
import { BEHAVIOURS, type Behaviour, type Misreading } from '../agents/behaviours.ts'
import { TOPICS, taskTextOf } from '../agents/topics.ts'
import type { Assumptions } from '../assumptions.ts'
import { chooseBehaviour, type SprintPlan, type TaskPlan, weighted } from '../plan-sprint.ts'
import type { Random } from '../random.ts'
import { planMeetings } from '../repository/meetings.ts'
import { type FileWorker, type FleetFile, readFleetFile } from './fleet-file.ts'
import type { FleetHabits, Manner } from './habits.ts'

export interface FleetPlan extends SprintPlan {
  readonly habits: FleetHabits
}

/** How one fleet is drawn. */
export interface FleetMix {
  /** The share of workers with a trouble, and the share of tasks that are misread. */
  readonly troubled: number
  readonly misreading: number
}

/** Draws a project file with stages, attempts and workers that may add workers, and how all of these behave. */
export function planFleet(random: Random, mix: FleetMix, conduct: Assumptions): FleetPlan {
  const file = drawFile(random.fork('file'))
  const project = readFleetFile(file)
  if (project === null) throw new Error(`the drawn project file has a mistake: ${JSON.stringify(file)}`)
  const [tasks, behaviours] = [new Map<TaskId, TaskPlan>(), new Map<WorkerId, Behaviour>()]
  const habits = drawHabits(random.fork('habits'), { mix, conduct, file, tasks })
  for (const config of project.workers) behaviours.set(config.id, habits.join(config))
  for (const [index, { id }] of project.bonus.entries()) tasks.set(id, taskPlan(random.fork(id), id, { area: areaAt(index + 6), mix }))
  const isShared = project.workers.every(({ owns }) => owns.length === 0)
  const merged = [...tasks.values()].filter(({ id }) => isWhole(project.workers, id))
  const meetings = isShared ? planMeetings(random.fork('meetings'), merged, { ...conduct, sameHelper: 0, twins: 0, clashes: 0 }) : []
  return { project, tasks, behaviours, meetings, habits }
}

function isWhole(workers: readonly WorkerConfig[], task: string): boolean {
  const config = workers.find(({ id }) => (id as string) === task)
  return config?.stage === undefined && config?.attempt === undefined
}

type Stages = readonly Readonly<Record<string, unknown>>[]

const STAGES: readonly [Stages, ...Stages[]] = [
  [
    { id: 'spec', owes: 'results/<task>/spec.md' },
    { id: 'implement', needs: ['spec'] },
    { id: 'test', back_to: { stage: 'implement', times: 2 } },
  ],
  [{ id: 'implement' }, { id: 'review', owes: 'findings', back_to: { stage: 'implement', times: 1 } }],
  [
    { id: 'spec', owes: 'results/<task>/spec.md' },
    { id: 'plan', owes: 'results/<task>/plan.md', needs: ['spec'] },
    { id: 'implement', needs: ['plan'] },
    { id: 'test', back_to: { stage: 'implement', times: 3 } },
    { id: 'audit', back_to: { stage: 'test', times: 1 } },
  ],
]

/**
 * Makes a project file. It leaves out the limit of an account or a profile that no worker uses, because such a limit is a mistake in a
 * project file.
 */
function drawFile(random: Random): FleetFile {
  const file = drawLimited(random)
  if (readFleetFile(file) !== null) return file
  const { accounts: _, agents, ...rest } = file
  return { ...rest, agents: { plain: (agents as Record<string, unknown>)['plain'] } } as FleetFile
}

function drawLimited(random: Random): FleetFile {
  const isOwned = random.chance(0.7)
  const workers = Array.from({ length: random.pick([1, 2, 2, 3, 3, 4]) }, (_, index) =>
    drawWorker(random.fork(`worker ${index}`), index, isOwned),
  )
  const hasBonus = random.chance(0.3)
  return {
    project: 'fleet',
    repo: './repo',
    agent: 'claude',
    agents: {
      plain: { extends: 'command', command: ['plain'] },
      ...(random.chance(0.15) ? { claude: { concurrency: random.pick([1, 2, 3]) } } : {}),
    },
    ...(random.chance(0.15) ? { accounts: { claude: { concurrency: random.pick([1, 2]) } } } : {}),
    ...(random.chance(0.9) ? { concurrency: random.pick([1, 1, 2, 2, 3, 4, 6]) } : {}),
    policy: drawPolicy(random.fork('policy')),
    workers,
    bonus: hasBonus
      ? [
          {
            id: 'extra',
            task: taskTextOf(TOPICS[6] ?? TOPICS[0]),
            accept: ['npm test -- extra'],
            after: random.chance(0.5) ? [workers[0]?.id] : [],
          },
        ]
      : [],
  }
}

function drawPolicy(random: Random): Readonly<Record<string, unknown>> {
  const isAttended = random.chance(0.4)
  return {
    questions: isAttended ? 'ask' : 'decide',
    permissions: { otherwise: isAttended ? 'ask' : 'deny' },
    merge: { mode: random.chance(0.85) ? 'omnibus' : 'branches', land: random.chance(0.8) ? 'when_finished' : 'never' },
    forecast: random.pick(['off', 'off', 'tell', 'pause']),
    duplicates: random.pick(['off', 'off', 'tell', 'settle']),
    ...(random.chance(0.85)
      ? {
          spawn: {
            depth: random.pick([1, 2, 2]),
            children: random.pick([1, 2, 3, 4]),
            when_parent_ends: random.pick(['stop', 'hand_over']),
          },
        }
      : {}),
    ...(random.chance(0.25) ? { budget: drawBudget(random, 5) } : {}),
    ...(random.chance(0.1) ? { review: { by: 'claude', verdict: random.pick(['advise', 'gate']) } } : {}),
  }
}

/** The smallest budgets are too small for the work, and the largest are enough. */
function drawBudget(random: Random, factor: number): Readonly<Record<string, unknown>> {
  return {
    ...(random.chance(0.7) ? { usd: factor * random.between(0.5, 8) } : {}),
    ...(random.chance(0.2) ? { tokens: Math.round(factor * random.between(300_000, 4_000_000)) } : {}),
    ...(random.chance(0.15) ? { turns: Math.round(factor * random.between(2, 12)) } : {}),
    ...(random.chance(0.15) ? { time: `${Math.round(factor * random.between(10, 120))}m` } : {}),
  }
}

export function areaAt(index: number): string {
  return TOPICS[index % TOPICS.length]?.area ?? TOPICS[0].area
}

function drawWorker(random: Random, index: number, isOwned: boolean): FileWorker {
  const id = areaAt(index)
  const kind = random.pick(['whole', 'whole', 'stages', 'stages', 'attempts'])
  return {
    id,
    ...(isOwned ? { owns: [`src/${id}/**`, `results/${id}/**`] } : {}),
    accept: [`npm test -- ${id}`],
    task: taskTextOf(TOPICS[index % TOPICS.length] ?? TOPICS[0]),
    ...(random.chance(0.15) ? { agent: 'plain' } : {}),
    ...(index > 0 && random.chance(0.3)
      ? { depends_on: [areaAt(Math.floor(random.between(0, index)))], wait_for_dependencies: random.chance(0.7) }
      : {}),
    ...(random.chance(0.4) ? { budget: drawBudget(random, 1) } : {}),
    ...(kind === 'stages' ? { stages: random.pick(STAGES) } : {}),
    ...(kind === 'attempts' ? { attempts: { count: random.pick([2, 3]), settle: random.pick(['first', 'best']) } } : {}),
  }
}

interface Drawn extends Pick<FleetHabits, 'file' | 'tasks'> {
  readonly mix: FleetMix
  readonly conduct: Assumptions
}

const MANNERS: readonly (readonly [Manner, number])[] = [
  ['waits', 40],
  ['ends_turn', 25],
  ['goes_on', 15],
  ['gives_up', 10],
  ['ignores', 10],
]

function drawHabits(random: Random, { file, tasks, mix, conduct }: Drawn): FleetHabits {
  const areas = new Map<string, string>()
  const habits: FleetHabits = { random, tasks, splits: new Map(), prices: new Map(), accusers: new Set(), file, join, addTask }

  function join(config: WorkerConfig): Behaviour {
    const own = random.fork(config.id)
    const parent = parentOf(config)
    const area = areas.get(parent ?? '') ?? (config.stage?.of as string | undefined) ?? config.attempt?.task ?? areaOf(config.id)
    areas.set(config.id, area)
    const task = config.id as string as TaskId
    tasks.set(task, taskPlan(own.fork('task'), task, { area, mix, most: parent === null ? 4 : 2 }))
    if (own.chance(parent === null ? 0.4 : 0.25)) {
      const manner = weighted<Manner>(own, MANNERS, 'waits')
      habits.splits.set(config.id, { manner, atStep: own.pick([0, 1, 2]), wanted: own.pick([1, 2, 2, 3]), asked: 0 })
    }
    habits.prices.set(config.id, own.pick([0.5, 1, 1, 2, 6]))
    if (own.chance(0.05)) habits.accusers.add(config.id)
    const behaviour = chooseBehaviour(own.fork('behaviour'), { workers: 1, bonus: 0, ...mix }, conduct)
    return { ...(own.chance(0.05) ? crashing() : behaviour), tellsTurns: config.agent !== 'plain' }
  }

  function addTask(task: TaskId): void {
    if (!tasks.has(task)) tasks.set(task, taskPlan(random.fork(task), task, { area: areaOf(task), mix, most: 2 }))
  }
  return habits
}

function crashing(): Behaviour {
  return BEHAVIOURS.find(({ name }) => name === 'crash_loop') ?? BEHAVIOURS[0]
}

/** The topic of a worker that a person added: its name begins with one. */
function areaOf(id: string): string {
  return TOPICS.find(({ area }) => id.startsWith(area))?.area ?? TOPICS[9]?.area ?? TOPICS[0].area
}

const MISREADINGS: readonly (readonly [Misreading | null, number])[] = [
  ['outside', 3],
  ['wrong_thing', 4],
  ['branch', 1],
]

function taskPlan(
  random: Random,
  id: TaskId,
  { area, mix, most = 4 }: { readonly area: string; readonly mix: FleetMix; readonly most?: number },
): TaskPlan {
  const topic = { ...(TOPICS.find(topic => topic.area === area) ?? TOPICS[0]), area }
  const misreads = random.chance(mix.misreading) ? weighted(random, MISREADINGS, null) : null
  return { id, topic, steps: Math.floor(random.between(1, most + 1)), misreads, isUnseen: random.chance(0.2) }
}
