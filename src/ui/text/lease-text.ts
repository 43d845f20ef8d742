import type { TaskView } from '../../core/views/status.ts'
import { durationText } from './moments.ts'

/**
 * How long a bonus task stays with its worker if nothing is heard of that: `12m left`; `stands still` while the next step is not the
 * worker's, or no czar is there to count (`now` null); nothing for a task that is lent to nobody.
 */
export function leaseText({ lease }: Pick<TaskView, 'lease'>, now: number | null): string {
  if (lease === null) return ''
  if (lease.expires_at === null || now === null) return 'stands still'
  const left = Date.parse(lease.expires_at) - now
  return left <= 0 ? 'runs out' : `${durationText(left)} left`
}
