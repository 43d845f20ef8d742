import picomatch from 'picomatch'
import type { AssignmentState, TaskState } from '../model/task-state.ts'
import { derived } from './derived.ts'

const MIN_RESTATEMENT_CHARS = 12

/** What is wrong with a restatement, as a sentence for the worker; null when it will do. Rules only, no guess at meaning. */
export function judgeAcknowledgement(assignment: AssignmentState, task: TaskState): string | null {
  const { acknowledged } = assignment
  if (acknowledged === null) return null
  if (acknowledged.text.trim().length < MIN_RESTATEMENT_CHARS) return 'Your acknowledgement does not restate the task in your own words.'
  if (task.owns.length === 0) return null
  const isOwn = matcherOf(task.owns)
  const outside = acknowledged.plan.filter(path => !isOwn(path.replace(/^\.\//, '')))
  if (outside.length === 0) return null
  return `You plan to change ${outside.slice(0, 5).join(', ')}, which is outside your territory (${task.owns.join(', ')}).`
}

const matcherOf = derived((owns: readonly string[]) => picomatch([...owns], { dot: true, flags: 's' }))
