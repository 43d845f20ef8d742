import type { TaskId } from '../model/ids.ts'

/** A piece of a file that both sides changed in different ways. */
export interface Hunk {
  /** The first line of the piece in the merged file, counted from 1. */
  readonly line: number
  /** The nearest line above that is not indented, such as a function's head; null: none. */
  readonly symbol: string | null
  /** The lines of each side: at most 12, at most 200 characters each. */
  readonly ours: readonly string[]
  readonly theirs: readonly string[]
}

/**
 * A file in conflict. text: both sides changed it, see `hunks`; deleted: one side deleted it and the other changed it; other: binary
 * content, a link, a submodule, or a name that means different things.
 */
export interface ForeseenFile {
  readonly path: string
  readonly kind: 'text' | 'deleted' | 'other'
  /** At most 5 hunks. */
  readonly hunks: readonly Hunk[]
}

/** Two tasks whose work would conflict if it were merged now; `other` null: base. Sorted by task id. */
export interface ForeseenPair {
  readonly one: TaskId
  readonly other: TaskId | null
  readonly kind: 'conflict' | 'unknown'
  /** At most 20 files. */
  readonly files: readonly ForeseenFile[]
}

/** Pairs that conflict now, or conflict in other files than before. `clear`: pairs that no longer conflict. */
export interface ForecastEvent {
  readonly kind: 'forecast.changed'
  readonly pairs: readonly ForeseenPair[]
  readonly clear: readonly Pick<ForeseenPair, 'one' | 'other'>[]
}
