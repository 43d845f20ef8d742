import type { TaskView } from '../../core/views/status.ts'
import { durationText } from './moments.ts'

/**
 * How much longer a silent worker may keep a bonus task, such as `12m left`. It is empty if the time is not limited. The text `stands
 * still` means that the worker waits for a person or another worker, or that no czar runs (`now` is null).
 */
export function leaseText({ lease }: Pick<TaskView, 'lease'>, now: number | null): string {
  if (lease === null) return ''
  if (lease.expires_at === null || now === null) return 'stands still'
  const left = Date.parse(lease.expires_at) - now
  return left <= 0 ? 'runs out' : `${durationText(left)} left`
}
