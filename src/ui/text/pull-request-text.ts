import type { WorkerView } from '../../core/views/status.ts'

/** `#12`; nothing where there is none. */
export function pullRequestText({ pull_request: seen }: Pick<WorkerView, 'pull_request'>): string {
  return seen === null ? '' : `#${seen.number}`
}
