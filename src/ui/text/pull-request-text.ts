import type { WorkerView } from '../../core/views/status.ts'

/** The number of a worker's pull request, such as `#12`. It is empty if there is no pull request. */
export function pullRequestText({ pull_request: seen }: Pick<WorkerView, 'pull_request'>): string {
  return seen === null ? '' : `#${seen.number}`
}
