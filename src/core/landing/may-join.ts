import type { ProvenCommit } from '../events/decision.ts'
import { own } from '../model/own.ts'
import type { State } from '../state/types/state.ts'

/**
 * Whether czar may resolve a conflict by itself by keeping the changes of both sides. Czar may do so only if tests can reject the result:
 * each task in the tree has an accept command, or a command tests the whole tree.
 */
export function mayJoin({ project, tasks, train }: State, commits: readonly ProvenCommit[]): boolean {
  const { additions, test = [] } = project?.policy.merge ?? {}
  if (additions !== 'test') return false
  const inTree = [...(train?.members ?? []), ...commits]
  return test.length > 0 || inTree.every(({ task }) => (own(tasks, task)?.accept.length ?? 0) > 0)
}
