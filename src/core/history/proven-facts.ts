import type { StatedFact } from '../model/facts/repository-fact.ts'
import { own } from '../model/own.ts'
import type { State } from '../state/types/state.ts'
import { repositoryOf } from './records-of.ts'

/** A fact that a worker stated. The worker's task is proven. */
export interface ProvenFact extends StatedFact {
  readonly project: string
  /** The address or the path of the repository, without user names and passwords. */
  readonly repository: string
  /** With the project, the assignment and the number it identifies the statement. */
  readonly launchedAt: number
  readonly assignment: string
  /** The fact's number among those of the assignment, counted from 0. */
  readonly number: number
  readonly task: string
  readonly worker: string
  readonly commit: string | null
  /** When the task was proven, in ms since the epoch. */
  readonly provenAt: number
}

/** Returns the facts that the workers of a project stated and whose tasks were proven by their own work, the oldest proof first. */
export function provenFacts({ project, launchedAt, assignments, tasks }: State): readonly ProvenFact[] {
  if (project === null || launchedAt === null) return []
  const identity = { project: project.name, repository: repositoryOf(project), launchedAt }
  return Object.values(assignments)
    .flatMap(({ id, state, task: taskId, worker, facts = [], lastVerdict, endedAt }) => {
      const task = own(tasks, taskId)
      if (state !== 'verified' || task === undefined || task.kind === 'review') return []
      // Another task's work proved this task, so nothing shows that this worker's statements are right.
      if (task.assignment === id && task.verified?.by !== undefined) return []
      const about = { ...identity, assignment: id, task: taskId, worker, commit: lastVerdict?.commit ?? null, provenAt: endedAt ?? 0 }
      return facts.map((fact, number) => ({ ...about, ...fact, number }))
    })
    .sort((one, other) => one.provenAt - other.provenAt)
}
