import type { StatusView } from '../../core/views/status.ts'
import { layoutOf } from './layout.ts'
import { visibleWorkers } from './lines/rows.ts'
import { type Model, selectedWorker } from './model.ts'
import { shownEntries } from './table/shown-entries.ts'

/**
 * Up to this age, ages are shown in seconds, and above it in minutes. It is slightly more than one minute, so that the change to `1m` is
 * drawn in time.
 */
const IN_SECONDS_MS = 61_000

/**
 * Whether an age on the screen changes every second. Only then is the picture drawn every second, because drawing many workers costs
 * milliseconds.
 */
export function hasYoungAge(model: Model, now: number): boolean {
  const { view } = model
  return view !== null && begunAt(model, view).some(at => now - Date.parse(at) < IN_SECONDS_MS)
}

/** The moments from which the ages on the screen are counted. */
function begunAt(model: Model, view: StatusView): readonly string[] {
  const { mode, connection, panel } = model
  const isRunning = connection.state !== 'over' && connection.state !== 'gone'
  const header = isRunning ? [view.started_at] : []
  const selected = selectedWorker(model)
  if (mode.kind === 'help') return header
  if (mode.kind === 'detail' && selected !== null) {
    const [, { since, last_commit: commit }] = selected
    return [...header, since, ...(commit === null ? [] : [commit.at])]
  }
  const layout = layoutOf(model)
  const shown = shownEntries(model, visibleWorkers(model), layout.table.rows)
  const rows = shown.entries.flatMap(({ row }) => (row === undefined ? [] : [row[1].since]))
  const matters = panel === 'attention' && layout.panel !== null ? view.attention.map(({ since }) => since) : []
  return [...header, ...rows, ...matters]
}
