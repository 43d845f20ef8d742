import { plainText } from '../../core/text/plain-text.ts'
import type { StatusView, TaskView } from '../../core/views/status.ts'
import { leaseText } from '../../ui/text/lease-text.ts'
import type { Colour, Paint } from './paint.ts'
import { renderTable, type TextColumn } from './table.ts'

/** The output of `czar queue list --json`. */
export function queueJson({ project, queue }: StatusView): string {
  return `${JSON.stringify({ version: 1, project, queue })}\n`
}

export interface QueueStyle {
  readonly width: number | null
  readonly paint: Paint
  /** The present time. It is null if no czar runs, because then no worker's time for a task runs out. */
  readonly now: number | null
}

/** Lists the bonus tasks. Unfinished tasks come first. */
export function renderQueue({ queue }: StatusView, style: QueueStyle): string {
  if (queue.length === 0) return 'no bonus task is in the queue\n'
  const sorted = queue.toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state) || other.priority - one.priority)
  return renderTable(columnsAt(style.now), sorted, style)
}

const ORDER: readonly TaskView['state'][] = ['failed', 'assigned', 'candidate', 'stale', 'waiting', 'verified', 'dropped']

const COLOURS = {
  failed: 'red',
  assigned: 'green',
  candidate: 'green',
  waiting: 'cyan',
  verified: 'dim',
  stale: 'yellow',
  dropped: 'dim',
} satisfies Record<TaskView['state'], Colour>

function columnsAt(now: number | null): readonly TextColumn<TaskView>[] {
  return [
    { title: 'TASK', cell: task => plainText(task.id, 40) },
    { title: 'STATE', cell: task => task.state, colour: task => COLOURS[task.state] },
    { title: 'PRIORITY', cell: task => (task.priority === 0 ? '' : String(task.priority)), align: 'right' },
    { title: 'WORKER', cell: whose, mayShrink: true },
    { title: 'LEASE', cell: task => leaseText(task, now) },
    { title: 'AFTER', cell: task => plainText(task.after.join(', '), 300), mayShrink: true },
    { title: 'BRANCH', cell: ({ branch }) => plainText(branch ?? '', 100), mayShrink: true },
    { title: 'BEFORE', cell: before, mayShrink: true },
  ]
}

/** The worker that has the task, or the worker that it is reserved for. */
function whose({ worker, reserved_for: reservedFor }: TaskView): string {
  if (reservedFor !== null) return plainText(`for ${reservedFor}`, 60)
  return plainText(worker ?? '', 60)
}

function before({ earlier }: TaskView): string {
  return plainText(earlier.map(({ worker, how }) => `${worker} ${how}`).join(', '), 300)
}
