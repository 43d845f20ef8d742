import type { MatchesPath } from './match-globs.ts'

/** foreign: only others own it. unowned: the territory does not have it, and neither has another's. */
export type Whose = 'own' | 'protected' | 'foreign' | 'unowned'

export interface Bounds {
  /** null: a task without a territory of its own may change all that is neither protected nor another's. */
  readonly isOwn: MatchesPath | null
  readonly isForeign: MatchesPath
  readonly isProtected: MatchesPath
}

/** Whose a path is to a task. Nothing outweighs protection, and a path that it shares with others is its own. */
export function whosePath({ isOwn, isForeign, isProtected }: Bounds, path: string): Whose {
  if (isProtected(path)) return 'protected'
  if (isOwn?.(path)) return 'own'
  if (isForeign(path)) return 'foreign'
  return isOwn === null ? 'own' : 'unowned'
}
