import type { MatchesPath } from './match-globs.ts'

/**
 * The owner of a path, as seen by one task. own: this task may change it. protected: no task may. foreign: the path belongs only to other
 * tasks. unowned: it belongs to no task.
 */
export type Whose = 'own' | 'protected' | 'foreign' | 'unowned'

export interface Bounds {
  /**
   * Returns whether the path belongs to the task. It is null if no files were assigned to the task, so that it may change all paths that
   * are neither protected nor another task's.
   */
  readonly isOwn: MatchesPath | null
  readonly isForeign: MatchesPath
  readonly isProtected: MatchesPath
}

/**
 * Says who may change the path, as seen by one task. Protection goes before ownership. A path that several tasks share is `own` for each of
 * them.
 */
export function whosePath({ isOwn, isForeign, isProtected }: Bounds, path: string): Whose {
  if (isProtected(path)) return 'protected'
  if (isOwn?.(path)) return 'own'
  if (isForeign(path)) return 'foreign'
  return isOwn === null ? 'own' : 'unowned'
}
