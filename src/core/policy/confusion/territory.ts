import type { Project } from '../../model/project.ts'
import { matchGlobs } from '../../territory/match-globs.ts'
import { memoizeByObject } from '../engine/memoize-by-object.ts'
import type { Said, Seen } from './confusion.ts'

/** Paths that the worker should not change, by reason. */
export interface Outside {
  /** Protected, or in the territory of another worker alone. */
  readonly foreign: readonly string[]
  readonly unowned: readonly string[]
}

/** The paths outside the task's territory. A task without one has the whole repository except what others own. */
export function outsideOf({ project, worker, task }: Said | Seen, paths: readonly string[]): Outside {
  const isOwn = task.owns.length === 0 ? () => false : matcherOf(task.owns)
  const isProtected = matcherOf(project.policy.protect)
  const territories = territoriesOf(project).filter(({ id }) => id !== worker.id)
  const left = paths.map(path => path.replace(/^\.\//, '')).filter(path => isProtected(path) || !isOwn(path))
  const isForeign = (path: string) => isProtected(path) || territories.some(({ has }) => has(path))
  return {
    foreign: left.filter(isForeign),
    unowned: task.owns.length === 0 ? [] : left.filter(path => !isForeign(path)),
  }
}

const territoriesOf = memoizeByObject((project: Project) =>
  project.workers.filter(({ owns }) => owns.length > 0).map(({ id, owns }) => ({ id, has: matcherOf(owns) })),
)

type Matches = (path: string) => boolean

const matcherOf = memoizeByObject((globs: readonly string[]): Matches => remembering(matchGlobs(globs)))

const MOST_PATHS = 250

/** Each look at git asks about the same paths again. */
function remembering(matches: Matches): Matches {
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
