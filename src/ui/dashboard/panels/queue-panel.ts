import { plainText } from '../../../core/text/plain-text.ts'
import type { TaskView } from '../../../core/views/status.ts'
import { leaseText } from '../../text/lease-text.ts'
import { cell, type Line, line, segment, type Tone } from '../lines/line.ts'
import type { Model, Size } from '../model.ts'

const TONES = {
  waiting: 'busy',
  assigned: 'good',
  candidate: 'good',
  verified: 'faint',
  stale: 'busy',
  failed: 'bad',
  dropped: 'faint',
} satisfies Record<TaskView['state'], Tone>
const ORDER: readonly TaskView['state'][] = ['failed', 'assigned', 'candidate', 'stale', 'waiting', 'verified', 'dropped']

/**
 * Lists every task: its state, its worker and how long that worker may keep it, its own branch, the tasks that it depends on, and the tasks
 * that depend on it.
 */
export function queuePanel({ view, now, connection }: Model, { rows }: Size): readonly Line[] {
  const tasks = [...(view?.tasks ?? [])].sort((left, right) => ORDER.indexOf(left.state) - ORDER.indexOf(right.state))
  if (tasks.length === 0) return [line('no tasks', 'faint')]
  const width = Math.min(24, Math.max(...tasks.map(task => task.id.length + 1)))
  const shown = tasks.length > rows ? tasks.slice(0, rows - 1) : tasks
  const clock = connection.state === 'over' ? null : now
  const homes = new Set(Object.values(view?.workers ?? {}).map(({ branch }) => branch))
  const lines = shown.map(task => drawTask(task, tasks, { width, now: clock, homes }))
  return tasks.length > rows ? [...lines, line(`... ${tasks.length - shown.length} more: czar status`, 'faint')] : lines
}

interface Drawing {
  readonly width: number
  readonly now: number | null
  /** The branches of the workers' own tasks. They are not shown, because they are the usual branches of the workers. */
  readonly homes: ReadonlySet<string>
}

function drawTask(task: TaskView, tasks: readonly TaskView[], { width, now, homes }: Drawing): Line {
  const open = task.after.filter(id => tasks.find(other => other.id === id)?.state !== 'verified')
  const lease = leaseText(task, now)
  const unblocks = tasks.filter(other => other.after.includes(task.id) && other.state === 'waiting').map(other => other.id)
  return [
    segment(cell(`${task.kind === 'bonus' ? '+' : ''}${task.id}`, width), 'strong'),
    segment(` ${cell(task.state, 9)} `, TONES[task.state]),
    segment(task.attempt === undefined ? '' : `attempt ${task.attempt.number} of ${task.attempt.task} `, 'faint'),
    segment(task.worker === null ? '' : `by ${task.worker} `),
    segment(lease === '' ? '' : `lease ${lease} `, 'faint'),
    segment(task.branch === null || homes.has(task.branch) ? '' : `on ${plainText(task.branch, 60)} `, 'faint'),
    segment(task.verified_commit === null ? '' : `at ${task.verified_commit.slice(0, 8)} `, 'faint'),
    segment(open.length > 0 && task.state === 'waiting' ? `after ${open.join(', ')} ` : '', 'busy'),
    segment(unblocks.length > 0 && task.state !== 'verified' ? `unblocks ${unblocks.join(', ')}` : '', 'faint'),
  ]
}
