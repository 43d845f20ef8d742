import type { TaskId, WorkerId } from '../../src/core/model/ids.ts'
import type { WorkerConfig } from '../../src/core/model/project.ts'
import type { Behaviour } from '../agents/behaviours.ts'
import type { TaskPlan } from '../plan-sprint.ts'
import type { Random } from '../random.ts'
import type { FleetFile } from './fleet-file.ts'

/**
 * What a parent does about its children. waits: the parent runs `czar wait`. ends_turn: the parent ends its turn, and goes on when czar
 * tells it to. goes_on: the parent goes on with its own part and claims without waiting for its children. gives_up: the parent waits only a
 * few minutes. ignores: the parent neither waits for the children nor merges their work.
 */
export type Manner = 'waits' | 'ends_turn' | 'goes_on' | 'gives_up' | 'ignores'

/** How a worker splits its own task. */
export interface Split {
  readonly manner: Manner
  /** The step after which the worker asks for children. */
  readonly atStep: number
  /** How many children the worker asks for, and how often it has asked. */
  readonly wanted: number
  asked: number
}

/** How the agents of a fleet with stages, children and attempts behave, besides what every simulated agent does. */
export interface FleetHabits {
  readonly random: Random
  readonly tasks: Map<TaskId, TaskPlan>
  readonly splits: Map<WorkerId, Split>
  /** What a million tokens of the worker's agents cost, in US dollars. */
  readonly prices: Map<WorkerId, number>
  /** The workers of stages that report faults which do not exist. */
  readonly accusers: Set<WorkerId>
  /** Draws the behaviour of a worker, and everything in this object that is about it. */
  readonly join: (config: WorkerConfig) => Behaviour
  /** Draws a task that a person adds to the queue. */
  readonly addTask: (task: TaskId) => void
  /** The project file on the disk. */
  file: FleetFile
}
