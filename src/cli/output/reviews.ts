import { counted } from '../../core/text/counted.ts'
import type { ReviewView } from '../../core/views/review.ts'
import type { StatusView } from '../../core/views/status.ts'
import type { Paint } from './paint.ts'

const MOST = 12

/** Shows the newest review of each task, with its findings. A reviewer's words appear in quotes. */
export function renderReviews({ reviews }: Pick<StatusView, 'reviews'>, { paint }: { readonly paint: Paint }): string {
  const newest = [...new Map(reviews.map(review => [review.task, review])).values()]
  const lines = newest.flatMap(review => [
    `  ${review.task}: ${sayReviewState(review)}`,
    ...review.findings.map(({ text }) => `    ${text}`),
  ])
  const rest = lines.length - MOST
  const shown = [...lines.slice(0, MOST), ...(rest > 0 ? [`  and ${counted(rest, 'more line')}: czar summary`] : [])]
  return [paint('bold', 'Reviews'), ...shown, ''].join('\n')
}

/** The review's state, as the rest of a line that begins with its task. */
export function sayReviewState({ id, commit, round, state, reason, findings }: ReviewView): string {
  const at = `${id}, round ${round}, at ${commit.slice(0, 8)}`
  const found = findings.length === 0 ? 'nothing found' : counted(findings.length, 'finding')
  switch (state) {
    case 'reviewing':
      return `is being reviewed (${at})`
    case 'checking':
      return `czar checks what was found (${at})`
    case 'approved':
      return `reviewed, ${found}${reason === null ? '' : `; ${reason}`} (${at})`
    case 'rejected':
      return `sent back, ${found} (${at})`
    case 'void':
      return `its review does not count: ${reason ?? 'unknown'} (${at})`
  }
}
