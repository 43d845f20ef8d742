import type { WorkerId } from '../ids.ts'

/** One stage of a task that is done in stages. Each stage has a worker of its own, which czar makes from the project file. */
export interface StageConfig {
  /** The id that the project file gives to the worker whose task is done in stages. */
  readonly of: WorkerId
  /** The name of the stage, for example `spec`. */
  readonly id: string
  /** The place of the stage among all stages of the task, counted from 1. */
  readonly number: number
  readonly count: number
  /** The worker of the last stage. */
  readonly last: WorkerId
  readonly owes: Artefact
  /** The artefacts of earlier stages that the brief of this stage quotes. */
  readonly needs: readonly NeededArtefact[]
  /** The earlier stage that gets its task back if this stage shows a fault, and how many times at most. */
  readonly backTo: { readonly stage: string; readonly worker: WorkerId; readonly times: number } | null
  /**
   * The earlier stage that divides the work of this one into tasks. Each task gets a worker, and this stage merges their work. If the field
   * is absent, the stage does its whole work itself.
   */
  readonly dividedBy?: NeededArtefact
}

/**
 * The result that a stage must deliver. branch: commits that pass the accept commands. file: also a file in these commits. findings: a file
 * of findings in the form of a review. tasks: a file with a list of tasks, in the form that `czar plan` reads from an agent.
 */
export type Artefact = { readonly kind: 'branch' } | FileArtefact | { readonly kind: 'findings'; readonly path: string } | TasksArtefact

export interface TasksArtefact {
  readonly kind: 'tasks'
  readonly path: string
  /** At most this many tasks get a worker. */
  readonly most: number
}

export interface FileArtefact {
  readonly kind: 'file'
  /** The path of the file, relative to the root of the repository. */
  readonly path: string
  /** The headings that a Markdown file must have. */
  readonly headings: readonly string[]
  /** The JSON Schema that the file must fit, or null if there is none. */
  readonly schema: unknown
}

export interface NeededArtefact {
  readonly stage: string
  /** The worker of the stage that delivers the artefact. */
  readonly worker: WorkerId
  readonly path: string
}

/** The path of the file that a stage delivers, or null if it delivers none. */
export function owedPath(artefact: Artefact): string | null {
  return artefact.kind === 'branch' ? null : artefact.path
}

/** Names a stage and its place, for example `api: spec 1/3`. */
export function sayStage({ of, id, number, count }: Pick<StageConfig, 'of' | 'id' | 'number' | 'count'>): string {
  return `${of}: ${id} ${number}/${count}`
}
