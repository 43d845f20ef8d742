import type { LeftOut } from '../events/train-event.ts'

const NAMED = 8

/** Says why a task is not on the train, as the end of a sentence about the task. */
export function sayAside({ because, files, lost = [], beside }: Pick<LeftOut, 'because' | 'files' | 'lost' | 'beside'>): string {
  const others = beside.length === 0 ? 'base' : list(beside)
  if (because === 'conflict' && files.length === 0) return 'has no history in common with base'
  if (because === 'conflict') return `conflicts with ${others} in ${list(files)}`
  if (because === 'content') return `loses lines of ${beside.length === 0 ? 'other tasks' : others} in the merge: ${list(lost)}`
  if (because === 'needs') return `contains work of ${others}, which is set aside`
  return `makes the tests fail on top of ${others}`
}

function list(names: readonly string[]): string {
  const rest = names.length - NAMED
  return rest > 0 ? `${names.slice(0, NAMED).join(', ')} and ${rest} more` : names.join(', ')
}
