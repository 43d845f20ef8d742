import { HEALTH_LOOKS } from '../../../core/model/health.ts'
import { inFamilies } from '../../../core/views/family.ts'
import type { WorkerView } from '../../../core/views/status.ts'
import { pullRequestText } from '../../text/pull-request-text.ts'
import type { Model } from '../model.ts'

export type WorkerRow = readonly [string, WorkerView]

/** The workers that match the filter, in the order in which the table shows them. */
export function visibleWorkers({ view, filter, order }: Pick<Model, 'view' | 'filter' | 'order'>): readonly WorkerRow[] {
  const all = Object.entries(view?.workers ?? {})
  const rows = filter === '' ? all : all.filter(row => matches(row, filter))
  // Sorting is stable, so equally urgent workers keep the order of the project file.
  return order === 'project' ? inFamilies(rows) : rows.sort(([, left], [, right]) => urgency(left) - urgency(right))
}

/** The heading of the group that a worker belongs to, when workers are shown in groups. */
export function groupOf({ attention, health }: WorkerView): string {
  return attention === null ? health : 'needs you'
}

function urgency({ attention, health }: WorkerView): number {
  return attention !== null ? 0 : HEALTH_LOOKS[health].urgency
}

/** Whether every word of the filter occurs in the worker's row. Upper and lower case make no difference. */
function matches([id, worker]: readonly [string, WorkerView], filter: string): boolean {
  const { health, agent, branch, assignment, reason } = worker
  const text = [id, health, agent, branch, assignment?.task, pullRequestText(worker), reason].join(' ').toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word))
}

/**
 * The index of the first row to draw. It is chosen so that the selected row is among the `height` rows, and near the middle of a long list.
 */
export function firstVisible(count: number, selected: number, height: number): number {
  const centred = selected - Math.floor(height / 2)
  return Math.max(0, Math.min(centred, count - height))
}
