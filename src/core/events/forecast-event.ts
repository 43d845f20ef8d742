import type { TaskId } from '../model/ids.ts'

/** A part of a file that both sides changed in different ways. */
export interface Hunk {
  /** The number of the part's first line in the merged file, counted from 1. */
  readonly line: number
  /** The nearest line above that is not indented, for example the head of a function. It is null if there is none. */
  readonly symbol: string | null
  /** The lines of both sides: at most 12 for each side, each at most 200 characters long. */
  readonly ours: readonly string[]
  readonly theirs: readonly string[]
}

/**
 * A file in which the work of two tasks conflicts. text: both sides changed it, see `hunks`. deleted: one side deleted it and the other
 * side changed it. other: it is binary, a link or a submodule, or the same name is a file on one side and something else on the other.
 */
export interface ForeseenFile {
  readonly path: string
  readonly kind: 'text' | 'deleted' | 'other'
  /** The parts of the file that conflict, at most 5. */
  readonly hunks: readonly Hunk[]
}

/**
 * Two tasks whose work would conflict if it were merged now. The task `one` has the id that sorts first. `other` is null if the work of
 * `one` conflicts with base. unknown: git could not tell whether they conflict.
 */
export interface ForeseenPair {
  readonly one: TaskId
  readonly other: TaskId | null
  readonly kind: 'conflict' | 'unknown'
  /** The files that conflict, at most 20. */
  readonly files: readonly ForeseenFile[]
}

/**
 * A change of the forecast of merge conflicts. `pairs` has the tasks that now conflict, or that now conflict in other files. `clear` names
 * the pairs that conflicted before and do not now.
 */
export interface ForecastEvent {
  readonly kind: 'forecast.changed'
  readonly pairs: readonly ForeseenPair[]
  readonly clear: readonly Pick<ForeseenPair, 'one' | 'other'>[]
}
