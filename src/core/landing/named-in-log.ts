import type { TaskId } from '../model/ids.ts'

/** A task on the train, and the paths that its merge changed. */
export interface TaskChanges {
  readonly task: TaskId
  readonly paths: readonly string[]
}

/** What parts the words of a log. A path with other characters is not found, which costs a hint. */
const BETWEEN = /[^\p{L}\p{N}_.\-/@+]+/u

/**
 * The tasks whose files a log of failed tests names: files that no other of these tasks changed. The log may name a path as it is in the
 * repository, below any folder, or from a folder of the repository on.
 */
export function namedInLog(log: string, changes: readonly TaskChanges[]): readonly TaskId[] {
  const byPath = new Map<string, Set<TaskId>>()
  for (const { task, paths } of changes) for (const path of paths) byPath.set(path, (byPath.get(path) ?? new Set()).add(task))
  const byName = Map.groupBy(byPath.keys(), nameOf)
  const named = new Set<TaskId>()
  for (const word of new Set(log.split(BETWEEN).map(word => word.replace(/^(?:\.\/)+|\.+$/g, '')))) {
    for (const path of byName.get(nameOf(word)) ?? []) {
      const [task, ...others] = byPath.get(path) ?? []
      if (task !== undefined && others.length === 0 && isPathIn(word, path)) named.add(task)
    }
  }
  return changes.flatMap(({ task }) => (named.has(task) ? [task] : []))
}

function isPathIn(word: string, path: string): boolean {
  if (word === path) return true
  // A name without an extension may be any word.
  return nameOf(path).includes('.') && (word.endsWith(`/${path}`) || path.endsWith(`/${word}`))
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
