import type { MatchesPath } from './match-globs.ts'

/**
 * Who may change a path. own: this task may. protected: nobody may. foreign: the path belongs only to other tasks. unowned: it belongs to
 * no task.
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
 * Says who may change the path, as seen by one task. A protected path is always protected. A path that several tasks share is each one's
 * own.
 */
export function whosePath({ isOwn, isForeign, isProtected }: Bounds, path: string): Whose {
  if (isProtected(path)) return 'protected'
  if (isOwn?.(path)) return 'own'
  if (isForeign(path)) return 'foreign'
  return isOwn === null ? 'own' : 'unowned'
}
