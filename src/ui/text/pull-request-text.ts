import type { WorkerView } from '../../core/views/status.ts'

/** `#12`; empty if there is no pull request. */
export function pullRequestText({ pull_request: seen }: Pick<WorkerView, 'pull_request'>): string {
  return seen === null ? '' : `#${seen.number}`
}
