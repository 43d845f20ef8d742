import type { CommitSha } from '../../model/ids.ts'
import type { ForgeState } from '../types/pull-request-state.ts'

/** Whether a pull request with this head was merged. After a squash its commits are in no branch, so git cannot tell. */
export function isMerged({ requests }: ForgeState, commit: CommitSha): boolean {
  return Object.values(requests).some(({ request }) => request?.standing === 'merged' && request.head === commit)
}
