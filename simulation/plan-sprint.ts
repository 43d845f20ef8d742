import type { TaskId, WorkerId } from '../src/core/model/ids.ts'
import type { Policy } from '../src/core/model/policy/policy.ts'
import type { Project } from '../src/core/model/project.ts'
import { aPolicy } from '../tests/support/builders/a-policy.ts'
import { aProfile } from '../tests/support/builders/a-profile.ts'
import { aBonus, aProject, aTaskText, aWorker } from '../tests/support/builders/a-project.ts'
import { BEHAVIOURS, type Behaviour, type BehaviourName, MISREADINGS, type Misreading, TROUBLES } from './agents/behaviours.ts'
import { TOPICS, type Topic, taskTextOf } from './agents/topics.ts'
import type { Assumptions } from './assumptions.ts'
import { giveStrengths, type Strength } from './learning/give-strengths.ts'
import type { Random } from './random.ts'
import { type Meeting, planMeetings } from './repository/meetings.ts'

export interface TaskPlan {
  readonly id: TaskId
  readonly topic: Topic
  /** How many steps the task takes an agent that understands it. */
  readonly steps: number
  /** How the first agent with this task misreads the task. Null: the agent understands it. */
  readonly misreads: Misreading | null
  /** Whether the accept commands are blind: they pass although a fifth of the work is missing, or although something else was built. */
  readonly isUnseen: boolean
}

/** Everything that a seed determines: the project file, the size of each task, and the workers' behaviours. */
export interface SprintPlan {
  readonly project: Project
  readonly tasks: ReadonlyMap<TaskId, TaskPlan>
  readonly behaviours: ReadonlyMap<WorkerId, Behaviour>
  /** How the tasks affect each other when their work is merged. */
  readonly meetings: readonly Meeting[]
}

export interface Mix {
  readonly workers: number
  readonly bonus: number
  /** The share of tasks that are misread at first. */
  readonly misreading: number
  /** The share of workers with one of the troubles. */
  readonly troubled: number
  /** How readily agents notice things and do what they are told, as a factor on CONDUCT. If it is absent, it is 1. */
  readonly obedience?: number
  /** If true, questions and permissions wait for a person. Otherwise the project file says that no person is there. */
  readonly isAttended?: boolean
  /** Settings of the project file about merging. If it is absent, they are those of a new file. */
  readonly merging?: Partial<Pick<Policy, 'merge' | 'duplicates' | 'forecast' | 'review'>>
  /** The behaviour that every worker has, whatever the shares say. */
  readonly only?: BehaviourName
  /** The agents among which workers choose, by the names of their profiles. If it is absent, all agents are equally good. */
  readonly agents?: Readonly<Record<string, Strength>>
  /** Chooses the agents of the workers. */
  readonly choose?: (project: Project) => Project
}

/** Draws random workers, tasks and behaviours. The last worker depends on the first, and the bonus tasks depend on no task. */
export function planSprint(random: Random, mix: Mix, conduct: Assumptions): SprintPlan {
  const tasks = new Map<TaskId, TaskPlan>()
  const topics = Array.from({ length: mix.workers + mix.bonus }, (_, index) => TOPICS[index % TOPICS.length] ?? TOPICS[0])
  const ids = topics.map((topic, index) => (index < TOPICS.length ? topic.area : `${topic.area}${index}`))
  ids.forEach((id, index) => {
    const topic = { ...(topics[index] ?? TOPICS[0]), area: id }
    const steps = Math.round(random.between(5, 15))
    const misreads = chooseMisreading(random, mix)
    const isUnseen = random.chance(conduct.gatesBlind) || misreads === 'unseen'
    tasks.set(id as TaskId, { id: id as TaskId, topic, steps: index < mix.workers ? steps : Math.ceil(steps / 2), misreads, isUnseen })
  })
  const own = ids.slice(0, mix.workers)
  const behaviours = new Map(own.map(id => [id as WorkerId, chooseBehaviour(random, mix, conduct)]))
  // If all workers have one given behaviour, there is no other trouble in the run.
  const meetings = mix.only === undefined ? planMeetings(random.fork('meetings'), [...tasks.values()], conduct) : []
  const plan = { tasks, behaviours, meetings, project: projectOf({ tasks, own, bonus: ids.slice(mix.workers), behaviours, mix }) }
  const strengths = random.fork('strengths')
  return mix.agents === undefined
    ? plan
    : giveStrengths(plan, mix.agents, { choose: mix.choose, random: strengths, misread: () => weighted(strengths, MISREADINGS, null) })
}

function chooseMisreading(random: Random, { only, misreading }: Mix): Misreading | null {
  if (only !== undefined) return behaviourOf(only).misreads
  return random.chance(misreading) ? weighted(random, MISREADINGS, null) : null
}

export function chooseBehaviour(random: Random, { only, troubled }: Mix, conduct: Assumptions): Behaviour {
  if (only !== undefined) return behaviourOf(only)
  const behaviour = behaviourOf(random.chance(troubled) ? weighted(random, TROUBLES, 'honest') : 'honest')
  const asks = random.chance(conduct.asksQuestion)
  const wants = random.chance(conduct.meetsPermission)
  const meets = [...(asks ? ['question' as const] : []), ...(wants ? ['permission' as const] : [])]
  return {
    ...behaviour,
    tellsTurns: behaviour.tellsTurns && !random.chance(conduct.tellsNoTurns),
    meets: meets.map(kind => ({ kind, isOnScreen: random.chance(conduct.onScreenOnly) })),
  }
}

function behaviourOf(name: BehaviourName): Behaviour {
  return BEHAVIOURS.find(behaviour => behaviour.name === name) ?? BEHAVIOURS[0]
}

export function weighted<Name>(random: Random, weights: readonly (readonly [Name, number])[], otherwise: Name): Name {
  let left = random.between(
    0,
    weights.reduce((sum, [, weight]) => sum + weight, 0),
  )
  for (const [name, weight] of weights) {
    left -= weight
    if (left < 0) return name
  }
  return otherwise
}

/**
 * The settings of merging are those of a new project file, but czar puts tested work on base by itself at the end, because nobody is there
 * to type the command.
 */
const MERGING_POLICY = {
  merge: { mode: 'omnibus', test: [], land: 'when_finished', contentLoss: 0.1, additions: 'test' },
  duplicates: 'settle',
  forecast: 'tell',
} as const

interface Parts extends Pick<SprintPlan, 'tasks' | 'behaviours'> {
  readonly own: readonly string[]
  readonly bonus: readonly string[]
  readonly mix: Mix
}

function projectOf({ tasks, own, bonus, behaviours, mix }: Parts): Project {
  const { isAttended = false, merging = {} } = mix
  const work = (id: string) => {
    const task = tasks.get(id as TaskId)
    return {
      task: aTaskText(task === undefined ? id : taskTextOf(task.topic)),
      owns: [`src/${id}/**`, 'src/common/**'],
      accept: [`npm test -- ${id}`],
    }
  }
  const workers = own.map((id, index) =>
    aWorker(id, {
      ...work(id),
      agent: behaviours.get(id as WorkerId)?.tellsTurns === false ? 'plain' : 'claude',
      dependsOn: index > 0 && index === own.length - 1 ? [own[0] as WorkerId] : [],
    }),
  )
  const exact = { settleMs: 1_000, enterDelayMs: 400, startWithinMs: 60_000 }
  return aProject({
    workers,
    bonus: bonus.map(id => aBonus(id, work(id))),
    agents: {
      claude: aProfile({ ...exact, name: 'claude', kind: 'claude', resumes: true }),
      plain: aProfile({ ...exact, name: 'plain', kind: 'command' }),
    },
    policy: {
      ...aPolicy,
      protect: ['.github/**'],
      ...MERGING_POLICY,
      ...merging,
      questions: isAttended ? 'ask' : 'decide',
      permissions: { allow: [], otherwise: isAttended ? 'ask' : 'deny' },
    },
    // The alerts are the default: every item that has been open for 10 s rings.
    alerts: [{ name: 'bell', via: 'bell', on: ['attention'], afterMs: 10_000 }],
  })
}
