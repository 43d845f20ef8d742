import type { Project } from '../../model/project.ts'
import { type MatchesPath, matchGlobs } from '../../territory/match-globs.ts'
import { whosePath } from '../../territory/whose-path.ts'
import { memoizeByObject } from '../engine/cache/memoize-by-object.ts'
import type { Said, Seen } from './confusion.ts'

/** Paths that the worker should not change, grouped by the reason. */
export interface Outside {
  /** Paths that are protected, or that belong only to another worker. */
  readonly foreign: readonly string[]
  readonly unowned: readonly string[]
}

/**
 * Returns the paths that do not belong to the task. If the task has no territory, it may change the whole repository except other workers'
 * files.
 */
export function outsideOf({ project, worker, task }: Said | Seen, paths: readonly string[]): Outside {
  const territories = territoriesOf(project).filter(({ id }) => id !== worker.id)
  const bounds = {
    isOwn: task.owns.length === 0 ? null : matcherOf(task.owns),
    isForeign: (path: string) => territories.some(({ has }) => has(path)),
    isProtected: matcherOf(project.policy.protect),
  }
  const foreign: string[] = []
  const unowned: string[] = []
  for (const path of paths.map(path => path.replace(/^\.\//, ''))) {
    const whose = whosePath(bounds, path)
    if (whose !== 'own') (whose === 'unowned' ? unowned : foreign).push(path)
  }
  return { foreign, unowned }
}

const territoriesOf = memoizeByObject((project: Project) =>
  project.workers.filter(({ owns }) => owns.length > 0).map(({ id, owns }) => ({ id, has: matcherOf(owns) })),
)

const matcherOf = memoizeByObject((globs: readonly string[]): MatchesPath => remembering(matchGlobs(globs)))

const MOST_PATHS = 250

/** Remembers the answer for each path, because every reading of git asks about the same paths. */
function remembering(matches: MatchesPath): MatchesPath {
  const known = new Map<string, boolean>()
  return path => {
    const before = known.get(path)
    if (before !== undefined) return before
    if (known.size >= MOST_PATHS) known.clear()
    const answer = matches(path)
    known.set(path, answer)
    return answer
  }
}
