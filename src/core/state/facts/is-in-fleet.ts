import type { State } from '../types/state.ts'

/** Whether the worker belongs to the fleet. A removed worker does not belong to it, although its branch and its results stay. */
export function isInFleet({ project }: Pick<State, 'project'>, worker: string): boolean {
  return project?.workers.some(({ id }) => id === worker) === true
}
