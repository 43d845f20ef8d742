import { plainText } from '../../core/model/plain-text.ts'
import type { StatusView, TaskView } from '../../core/model/status.ts'
import { clockText } from '../../ui/text/moments.ts'
import type { Colour, Paint } from './paint.ts'
import { type Column, renderTable } from './table.ts'

/** `czar queue list --json`. */
export function queueJson({ project, queue }: StatusView): string {
  return `${JSON.stringify({ version: 1, project, queue })}\n`
}

/** The bonus tasks, what is still to be done first. */
export function renderQueue({ queue }: StatusView, style: { readonly width: number | null; readonly paint: Paint }): string {
  if (queue.length === 0) return 'no bonus task is in the queue\n'
  const sorted = queue.toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state) || other.priority - one.priority)
  return renderTable(COLUMNS, sorted, style)
}

const ORDER: readonly TaskView['state'][] = ['failed', 'assigned', 'waiting', 'verified', 'dropped']

const COLOURS = {
  failed: 'red',
  assigned: 'green',
  waiting: 'cyan',
  verified: 'dim',
  stale: 'yellow',
  dropped: 'dim',
} satisfies Record<TaskView['state'], Colour>

const COLUMNS: readonly Column<TaskView>[] = [
  { title: 'TASK', cell: task => plainText(task.id, 40) },
  { title: 'STATE', cell: task => task.state, colour: task => COLOURS[task.state] },
  { title: 'PRIORITY', cell: task => (task.priority === 0 ? '' : String(task.priority)), align: 'right' },
  { title: 'WORKER', cell: whose, mayShrink: true },
  { title: 'AFTER', cell: task => plainText(task.after.join(', '), 300), mayShrink: true },
  { title: 'BEFORE', cell: before, mayShrink: true },
]

/** Who has it, and until when if nothing is heard; or for whom it is kept. */
function whose({ worker, lease, reserved_for: reservedFor }: TaskView): string {
  if (reservedFor !== null) return plainText(`for ${reservedFor}`, 60)
  const until = lease?.expires_at == null ? '' : ` until ${clockText(Date.parse(lease.expires_at))}`
  return worker === null ? '' : plainText(`${worker}${until}`, 60)
}

function before({ earlier }: TaskView): string {
  return plainText(earlier.map(({ worker, how }) => `${worker} ${how}`).join(', '), 300)
}
