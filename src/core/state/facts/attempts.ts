import type { TaskAttempt } from '../../events/proof/attempts-event.ts'
import type { TaskId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { State } from '../types/state.ts'
import type { TaskState } from '../types/task-state.ts'

/** Returns the attempt's name for people, such as `attempt 2 of api`. */
export function sayAttempt({ number, task }: Pick<TaskAttempt, 'number' | 'task'>): string {
  return `attempt ${number} of ${task}`
}

type Tried = Pick<TaskState, 'attempt'>

/** Returns all attempts at the same task, in order. */
export function attemptsAt({ tasks }: Pick<State, 'tasks'>, task: TaskId): readonly TaskState[] {
  return Object.values(tasks)
    .filter(({ attempt }) => attempt?.task === task)
    .sort((one, other) => (one.attempt?.number ?? 0) - (other.attempt?.number ?? 0))
}

/** Whether both are attempts at the same task, so that only one of them is merged. */
export function areRivals(one: Tried | undefined, other: Tried | undefined): boolean {
  return one?.attempt !== undefined && one.attempt.task === other?.attempt?.task
}

/** Whether the task is an attempt at a task for which another attempt won. */
export function hasLost({ state, droppedBy }: Pick<TaskState, 'state' | 'droppedBy'>): boolean {
  return state === 'dropped' && droppedBy === 'attempts'
}

/** The state of a task whose accept commands pass: an attempt first waits until czar settles which attempt wins. */
export function provenState({ attempts }: Pick<State, 'attempts'>, { attempt }: Tried): 'verified' | 'candidate' {
  return attempt === undefined || own(attempts ?? {}, attempt.task) !== undefined ? 'verified' : 'candidate'
}

/** Returns the other attempts at the same task that go on or are proven. While there is one, the task is not lost. */
export function livingRivals({ tasks }: Pick<State, 'tasks'>, { id, attempt }: Pick<TaskState, 'id' | 'attempt'>): readonly TaskState[] {
  if (attempt === undefined) return []
  return attemptsAt({ tasks }, attempt.task).filter(other => other.id !== id && other.state !== 'failed' && other.state !== 'dropped')
}
