import type { TaskId, WorkerId } from '../../src/core/model/ids.ts'
import type { Project } from '../../src/core/model/project.ts'
import { aPolicy } from '../../tests/support/a-policy.ts'
import { aProfile } from '../../tests/support/a-profile.ts'
import { aBonus, aProject, aTaskText, aWorker } from '../../tests/support/a-project.ts'
import { BEHAVIOURS, type Behaviour, type BehaviourName, MISREADINGS, type Misreading, TROUBLES } from './behaviours.ts'
import type { Random } from './random.ts'
import { TOPICS, type Topic, taskTextOf } from './topics.ts'

export interface TaskPlan {
  readonly id: TaskId
  readonly topic: Topic
  /** Steps of work until it is done, by somebody who understood it. */
  readonly steps: number
  /** How whoever gets it first misreads it. */
  readonly misreads: Misreading | null
}

/** What one seed plays: the project file, what each task takes, and what the workers are like. */
export interface SprintPlan {
  readonly project: Project
  readonly tasks: ReadonlyMap<TaskId, TaskPlan>
  readonly behaviours: ReadonlyMap<WorkerId, Behaviour>
}

export interface Mix {
  readonly workers: number
  readonly bonus: number
  /** Share of tasks that are misread at first, and of workers that have one of the troubles. */
  readonly misreading: number
  readonly troubled: number
  /** Of the misread tasks, the share that nothing shows; 7 % if not given. */
  readonly unseen?: number
  /** How readily agents see and do what they are told, against what stands in CONDUCT; 1 if not given. */
  readonly obedience?: number
  /** Everybody behaves like this, whatever the shares. */
  readonly only?: BehaviourName
}

/** Of workers, tasks and behaviours, as chance has it: the last worker stands on the first, the bonus tasks on nobody. */
export function planSprint(random: Random, mix: Mix): SprintPlan {
  const tasks = new Map<TaskId, TaskPlan>()
  const topics = Array.from({ length: mix.workers + mix.bonus }, (_, index) => TOPICS[index % TOPICS.length] ?? TOPICS[0])
  const ids = topics.map((topic, index) => (index < TOPICS.length ? topic.area : `${topic.area}${index}`))
  ids.forEach((id, index) => {
    const topic = { ...(topics[index] ?? TOPICS[0]), area: id }
    const steps = Math.round(random.between(5, 15))
    const misreads = chooseMisreading(random, mix)
    tasks.set(id as TaskId, { id: id as TaskId, topic, steps: index < mix.workers ? steps : Math.ceil(steps / 2), misreads })
  })
  const own = ids.slice(0, mix.workers)
  const behaviours = new Map(own.map(id => [id as WorkerId, chooseBehaviour(random, mix)]))
  return { tasks, behaviours, project: projectOf(tasks, own, ids.slice(mix.workers), behaviours) }
}

function chooseMisreading(random: Random, { only, misreading, unseen }: Mix): Misreading | null {
  if (only !== undefined) return behaviourOf(only).misreads
  return random.chance(misreading) ? weighted(random, withUnseen(unseen), null) : null
}

function withUnseen(share: number | undefined): typeof MISREADINGS {
  if (share === undefined) return MISREADINGS
  const seen = MISREADINGS.filter(([name]) => name !== 'unseen')
  const weight = seen.reduce((sum, [, one]) => sum + one, 0)
  return [...seen, ['unseen', (weight * share) / (1 - share)]]
}

function chooseBehaviour(random: Random, { only, troubled }: Mix): Behaviour {
  if (only !== undefined) return behaviourOf(only)
  return behaviourOf(random.chance(troubled) ? weighted(random, TROUBLES, 'honest') : 'honest')
}

function behaviourOf(name: BehaviourName): Behaviour {
  return BEHAVIOURS.find(behaviour => behaviour.name === name) ?? BEHAVIOURS[0]
}

function weighted<Name>(random: Random, weights: readonly (readonly [Name, number])[], otherwise: Name): Name {
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

function projectOf(
  tasks: SprintPlan['tasks'],
  own: readonly string[],
  bonus: readonly string[],
  behaviours: SprintPlan['behaviours'],
): Project {
  const work = (id: string) => {
    const task = tasks.get(id as TaskId)
    return { task: aTaskText(task === undefined ? id : taskTextOf(task.topic)), owns: [`src/${id}/**`], accept: [`npm test -- ${id}`] }
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
    policy: { ...aPolicy, protect: ['.github/**'] },
    // As a project file has it that says nothing else: whatever needs a person and is open for 10 s rings.
    alerts: [{ name: 'bell', via: 'bell', on: ['attention'], afterMs: 10_000 }],
  })
}
