import type { CommitSha } from '../../model/ids.ts'
import type { ForgeState } from '../types/pull-request-state.ts'

/**
 * Whether a pull request with this commit was merged. After a squash merge, base does not contain the commits of the request, so git cannot
 * tell. People may also have added commits to the request, for example with the forge's button that updates a branch.
 */
export function isMerged({ requests }: ForgeState, commit: CommitSha): boolean {
  return Object.values(requests).some(
    ({ request, told, landed = [] }) =>
      landed.includes(commit) || (request?.standing === 'merged' && (request.head === commit || told === commit)),
  )
}
