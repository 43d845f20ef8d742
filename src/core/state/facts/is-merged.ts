import type { CommitSha } from '../../model/ids.ts'
import type { ForgeState } from '../types/pull-request-state.ts'

/**
 * Whether a pull request for this commit was merged. Squashed, its commits are in no branch. People may have put more on top of the
 * commit, for example by the forge's button that updates a branch.
 */
export function isMerged({ requests }: ForgeState, commit: CommitSha): boolean {
  return Object.values(requests).some(({ request, told }) => request?.standing === 'merged' && (request.head === commit || told === commit))
}
