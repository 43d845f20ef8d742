import type { TaskId } from '../model/ids.ts'

/** A task on the train, and the paths that its merge changed. */
export interface TaskChanges {
  readonly task: TaskId
  readonly paths: readonly string[]
}

/**
 * The characters between the words of a log. A path that contains one of them is not found, so czar only misses a hint about the failure.
 */
const BETWEEN = /[^\p{L}\p{N}_.\-/@+]+/u

/**
 * Returns the tasks whose files are named in a log of failed tests. A file counts only if no other of these tasks changed it. The log may
 * name the file by its path in the repository, by a longer path that ends so (`/tmp/x/src/a.ts`), or by the end of its path.
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
  // A file name without an extension could be any word of the log, so it must match the whole path.
  return nameOf(path).includes('.') && (word.endsWith(`/${path}`) || path.endsWith(`/${word}`))
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
