import type { WorkerView } from '../../core/views/status.ts'

/** `#12`; empty without one. */
export function pullRequestText({ pull_request: seen }: Pick<WorkerView, 'pull_request'>): string {
  return seen === null ? '' : `#${seen.number}`
}
