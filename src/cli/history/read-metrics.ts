import type { HistoryReader } from '../../adapters/history/history.ts'
import type { WorkDay, WorkFilter, WorkGroup, WorkTotals } from '../../core/history/work-totals.ts'

/** The groups that each have a table in `czar metrics`. */
export const METRIC_GROUPS = ['agent', 'model', 'role', 'kind'] as const satisfies readonly WorkGroup[]

export interface Metrics {
  /** The sum of all work, or null if there is none. */
  readonly all: WorkTotals | null
  readonly by: Readonly<Record<(typeof METRIC_GROUPS)[number], readonly WorkTotals[]>>
  readonly days: readonly WorkDay[]
}

/** Reads all figures of `czar metrics`. Returns no figures if there is no history. */
export function readMetrics(reader: HistoryReader | null, filter: WorkFilter): Metrics {
  const by = (group: WorkGroup) => reader?.totals(filter, group) ?? []
  return {
    all: reader?.totals(filter, null)[0] ?? null,
    by: { agent: by('agent'), model: by('model'), role: by('role'), kind: by('kind') },
    days: reader?.days(filter) ?? [],
  }
}
