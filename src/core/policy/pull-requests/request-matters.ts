import type { PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'
import { plainText } from '../../text/plain-text.ts'
import { shellWord } from '../../text/shell-word.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import { isForeign } from './is-foreign.ts'
import { failedChecks, whyChecksWait } from './return-checks.ts'
import { threadsProblem } from './return-threads.ts'

/** Makes the items about a remote or a forge that cannot be used, and about requests that need a person. */
export function requestMatters(state: State): readonly AttentionMatter[] {
  const { project, forge } = state
  if (project?.policy.pullRequests == null) return []
  const requests = Object.values(forge.requests)
  return [...troubleMatter(forge, project.file), ...requests.flatMap(known => matterOf(state, known)), ...mergeMatter(requests)]
}

/** The forge refuses all requests for the same reason, so there is only one item. */
function mergeMatter(requests: readonly PullRequestState[]): readonly AttentionMatter[] {
  const refused = requests.filter(({ unable, told, request }) => request?.standing === 'open' && unable.auto_merge?.commit === told)
  const [first] = refused
  if (first?.unable.auto_merge === undefined) return []
  const text = `pull requests wait for a person to merge them: ${plainText(first.unable.auto_merge.reason, 600)}`
  return [{ key: 'auto-merge', worker: null, text, hint: null }]
}

/**
 * A person is told after this many failed calls in a row, because a single failure may pass by itself. If the forge refuses the access
 * token, a person is told at once.
 */
const FAILURES = 3

function troubleMatter({ trouble }: State['forge'], file: string): readonly AttentionMatter[] {
  if (trouble === null || (trouble.because !== 'denied' && trouble.count < FAILURES)) return []
  const text = `pull requests wait, and the fleet works on: ${plainText(trouble.reason, 600)}`
  return [{ key: 'forge', worker: null, text, hint: `czar doctor --pull-requests ${shellWord(file)}` }]
}

function matterOf(state: State, known: PullRequestState): readonly AttentionMatter[] {
  const { worker, branch, request } = known
  const problem = requestProblem(state, known)
  if (problem === null) return []
  const what = request?.standing === 'open' ? `pull request #${request.number} of ${branch}` : branch
  return [{ key: `request:${branch}`, worker, text: `${what} ${problem}`, hint: worker === null ? 'czar pr' : `czar pr ${worker}` }]
}

function sayPreceded({ issue, number, url }: NonNullable<PullRequestState['preceded']>): string {
  return `issue #${issue} has the open pull request #${number} of another person${url === null ? '' : ` (${plainText(url, 300)})`}`
}

/** Says why a request needs a person, as the end of a sentence about the request. Returns null if it does not. */
export function requestProblem(state: State, known: PullRequestState): string | null {
  const { refused, request, problem } = known
  if (refused !== null) return `does not get ${refused.commit.slice(0, 8)}: ${plainText(refused.reason, 600)}`
  if (request === null && known.preceded != null) return `gets no pull request: ${sayPreceded(known.preceded)}`
  if (request?.standing !== 'open') return null
  if (isForeign(known)) return `is at ${request.head.slice(0, 8)}, which another person pushed`
  const failed = failedChecks(state, known)
  if (failed !== null) {
    const names = failed.failed.map(({ name }) => plainText(name, 100)).join(', ')
    const why = whyChecksWait(state, known)
    if (why !== null) return `fails the check ${names}; ${why}`
  }
  const remarks = threadsProblem(state, known)
  if (remarks !== null) return remarks
  const { draft, ready } = known.unable
  if (draft !== undefined && draft.commit === known.told)
    return `is no draft, so people may merge it too early: ${plainText(draft.reason, 600)}`
  if (ready !== undefined && ready.commit === known.told) return `is open, but ${plainText(ready.reason, 600)}`
  if (known.preceded != null) return `is not the only one: ${sayPreceded(known.preceded)}`
  return problem === null ? null : `lacks labels or reviewers: ${plainText(problem, 600)}`
}
