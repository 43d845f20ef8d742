import type { PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'
import { plainText } from '../../text/plain-text.ts'
import type { AttentionMatter } from '../engine/matter.ts'

/** A remote or forge that cannot be used, and branches that the remote refuses. */
export function requestMatters({ project, forge }: State): readonly AttentionMatter[] {
  if (project?.policy.pullRequests == null) return []
  return [...troubleMatter(forge), ...Object.values(forge.requests).flatMap(mattersOf)]
}

/** One failure may pass; a token that is refused does not. */
const FAILURES = 3

function troubleMatter({ trouble }: State['forge']): readonly AttentionMatter[] {
  if (trouble === null || (trouble.because !== 'denied' && trouble.count < FAILURES)) return []
  const text = `pull requests wait, and the fleet works on: ${plainText(trouble.reason, 600)}`
  return [{ key: 'forge', worker: null, text, hint: 'czar doctor' }]
}

function mattersOf({ worker, branch, refused, request, problem }: PullRequestState): readonly AttentionMatter[] {
  if (refused !== null) {
    const text = `${refused.commit.slice(0, 8)} of ${branch} gets no pull request: ${plainText(refused.reason, 600)}`
    return [{ key: `request:${branch}`, worker, text, hint: `czar diff ${worker}` }]
  }
  if (request?.standing !== 'open' || problem === null) return []
  const text = `pull request #${request.number} of ${branch} lacks labels or reviewers: ${plainText(problem, 600)}`
  return [{ key: `request:${branch}`, worker, text, hint: null }]
}
