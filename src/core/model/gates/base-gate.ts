import type { TaskId } from '../ids.ts'

/**
 * How an accept command ended on base, before any work.
 *
 * - passed: it succeeded, so its success later proves nothing.
 * - failed: it failed, as it should.
 * - empty: it succeeded but ran no test. Czar does not accept that as a proof either.
 * - timeout: it did not end in time.
 * - missing: it cannot run, because the program that it names is missing or not executable.
 * - not_run: it did not run, because a setup command failed.
 */
export type BaseOutcome = 'passed' | 'failed' | 'empty' | 'timeout' | 'missing' | 'not_run'

/** The result of one accept command on base. */
export interface BaseGate {
  readonly command: string
  readonly outcome: BaseOutcome
  readonly exitCode: number | null
  readonly durationMs: number
  /** The program that was not found, or null. With the outcome `failed`, a script that the command runs did not find it. */
  readonly program: string | null
  /** The last line of the output. For `not_run` it says which setup command failed, and how. */
  readonly says: string
  /**
   * Whether the command changed files that git tracks, or left files that no tool makes again. If it did, the next command gets a fresh
   * tree.
   */
  readonly leavesFiles: boolean
}

/** A task whose accept commands run on base, with the environment in which czar proves the task. */
export interface BaseTask {
  readonly id: TaskId
  readonly accept: readonly string[]
  readonly setup: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** The places of a task in the project file, each as `file:line:column`. */
export interface TaskPlaces {
  readonly task: string
  readonly owns: readonly string[]
  readonly accept: readonly string[]
  readonly setup: string
}

/** The places of all tasks, by task id. A worker's own task has the worker's id. */
export type PlacesOfTasks = Readonly<Record<string, TaskPlaces>>

/**
 * A remark about the accept commands of a task on base. error: a command cannot run. warning: no command proves the task. note: this one
 * command proves nothing.
 */
export interface BaseFinding {
  readonly level: 'error' | 'warning' | 'note'
  readonly task: TaskId
  /** `file:line:column` of the accept command, or null if it is unknown. */
  readonly place: string | null
  readonly text: string
}

/** A finding as one text, which begins with its place in the project file if that is known. */
export function sayBaseFinding({ place, text }: Pick<BaseFinding, 'place' | 'text'>): string {
  return place === null ? text : `${place}: ${text}`
}
