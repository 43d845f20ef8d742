import type { CommitSha } from '../../model/ids.ts'
import type { ForgeState } from '../types/pull-request-state.ts'

/**
 * Whether a pull request for this commit was merged. After a squash its commits are in no branch, so git cannot tell. People may have
 * added commits to the request, for example by the forge's button that updates a branch.
 */
export function isMerged({ requests }: ForgeState, commit: CommitSha): boolean {
  return Object.values(requests).some(
    ({ request, told, landed = [] }) =>
      landed.includes(commit) || (request?.standing === 'merged' && (request.head === commit || told === commit)),
  )
}
