import type { Draft } from '../draft.ts'
import type { Problem } from '../problem.ts'

/** Pull requests need a remote to which branches are pushed. */
export function checkPullRequests({ outline }: Draft): readonly Problem[] {
  if (outline?.policy.pull_requests === undefined || outline.remote !== undefined) return []
  return [{ path: ['policy', 'pull_requests'], message: 'pull requests need a remote to push to: add `remote: origin`' }]
}
