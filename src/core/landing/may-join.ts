import type { ProvenCommit } from '../events/decision.ts'
import { own } from '../model/own.ts'
import type { State } from '../state/types/state.ts'

/**
 * Whether conflicts whose two sides fit together are joined: only if tests can refuse the result. So each task in the tree needs a test, or
 * the whole run has one.
 */
export function mayJoin({ project, tasks, train }: State, commits: readonly ProvenCommit[]): boolean {
  const { additions, test = [] } = project?.policy.merge ?? {}
  if (additions !== 'test') return false
  const inTree = [...(train?.members ?? []), ...commits]
  return test.length > 0 || inTree.every(({ task }) => (own(tasks, task)?.accept.length ?? 0) > 0)
}
