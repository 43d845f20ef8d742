import type { MatchesPath } from './match-globs.ts'

/** foreign: only other tasks own the path. unowned: no territory contains it. */
export type Whose = 'own' | 'protected' | 'foreign' | 'unowned'

export interface Bounds {
  /** null: the task has no territory of its own, so it may change every path that is neither protected nor another task's. */
  readonly isOwn: MatchesPath | null
  readonly isForeign: MatchesPath
  readonly isProtected: MatchesPath
}

/**
 * Whose path this is, from the view of one task. A protected path is always protected. A path that the task shares with others is its own.
 */
export function whosePath({ isOwn, isForeign, isProtected }: Bounds, path: string): Whose {
  if (isProtected(path)) return 'protected'
  if (isOwn?.(path)) return 'own'
  if (isForeign(path)) return 'foreign'
  return isOwn === null ? 'own' : 'unowned'
}
