import type { FailedCheck, PullRequestEvent, RequestStanding } from '../../core/events/pull-request.ts'
import { counted } from '../../core/text/counted.ts'

type Say<Kind extends PullRequestEvent['kind']> = (event: Extract<PullRequestEvent, { kind: Kind }>) => string

/** The text for each kind of event about pull requests. */
export const REQUEST_SAYINGS: { readonly [Kind in PullRequestEvent['kind']]: Say<Kind> } = {
  'pull_request.seen': ({ number, branch, url }) => `#${number} of ${branch}${url === null ? '' : `: ${url}`}`,
  'pull_request.pushed': ({ branch, commit }) => `${branch} at ${short(commit)}`,
  'pull_request.refused': ({ branch, commit, reason }) => `${short(commit)} of ${branch}: ${reason}`,
  'pull_request.unable': ({ branch, commit, reason }) => `${branch} at ${short(commit)}: ${reason}`,
  'pull_request.opened': ({ branch, request, isFound, problem }) =>
    `#${request.number} of ${branch}${isFound ? ', which was there already' : ''}: ${request.url}${problem === null ? '' : `; ${problem}`}`,
  'pull_request.preceded': ({ branch, issue, other }) =>
    other === null
      ? `${branch}: the other request for issue #${issue} is over`
      : `${branch}: issue #${issue} has the open pull request #${other.number} of another person`,
  'pull_request.updated': ({ branch, request }) => `#${request.number} of ${branch} describes the new proof`,
  'pull_request.changed': ({ branch, request }) => `#${request.number} of ${branch} ${STANDINGS[request.standing]}`,
  'pull_request.checked': ({ branch, head, passed, pending, failed }) =>
    `${branch} at ${short(head)}: ${passed} passed, ${pending} under way, ${failed.length} failed${names(failed)}`,
  'pull_request.approved': ({ branch, head }) => `${branch} at ${short(head)}`,
  'pull_request.armed': ({ branch, how }) =>
    how === 'off' ? `${branch}: a person switched its auto-merge off` : `${branch} is merged when its checks are green`,
  'pull_request.disarmed': ({ branch }) => `${branch} is not merged by itself any more`,
  'pull_request.caught_up': ({ branch, commit, reason }) =>
    commit === null ? `${branch} stays behind base: ${reason}` : `${branch} got base, and is at ${short(commit)}`,
  'pull_request.commented': ({ branch, threads }) => `${branch}: ${counted(threads.length, 'remark')} of people wait for an answer`,
  'pull_request.answered': ({ branch, commit, threads }) => `${branch}: ${counted(threads.length, 'remark')} with ${short(commit)}`,
  'pull_request.abandoned': ({ branch, request, reason }) => `#${request.number} of ${branch} is closed: ${reason}`,
  'pull_request.returned': ({ task, reasons }) => `${task}: ${reasons.join(' ')}`,
  'pull_request.delayed': ({ reason }) => reason,
  'pull_request.reached': () => 'the forge answers again',
}

const STANDINGS = {
  open: 'is open, with news',
  merged: 'is merged',
  closed: 'is closed without a merge',
} satisfies Record<RequestStanding, string>

function names(failed: readonly FailedCheck[]): string {
  return failed.length === 0 ? '' : ` (${failed.map(({ name }) => name).join(', ')})`
}

function short(commit: string): string {
  return commit.slice(0, 8)
}
