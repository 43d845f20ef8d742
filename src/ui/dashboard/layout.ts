import { editLines } from './lines/edit-lines.ts'
import { goneLines } from './lines/gone-lines.ts'
import { heldLines } from './lines/held-lines.ts'
import { groupOf } from './lines/rows.ts'
import type { Model, Size } from './model.ts'

const HEADER_ROWS = 2
const FOOTER_ROWS = 1
const RULER_ROWS = 1
/** If the terminal has fewer rows than this, there is no panel and the table fills the body. */
const PANEL_FROM_ROWS = 12
const PANEL_SHARE = 0.35

export interface Layout {
  readonly body: Size
  readonly table: Size
  /** The size of the panel. It is null if there is no room for it beside the table. */
  readonly panel: Size | null
}

/**
 * Divides the rows of the terminal. Header and footer take what they need, the body gets the rest, and the panel gets a part of the body.
 */
export function layoutOf({ size, view, order, connection }: Pick<Model, 'size' | 'view' | 'order' | 'connection'>): Layout {
  const shown = { view, connection, size }
  const headerRows = HEADER_ROWS + editLines(shown).length + heldLines(shown).length + goneLines(shown).length
  const body = { columns: size.columns, rows: Math.max(1, size.rows - headerRows - FOOTER_ROWS) }
  if (size.rows < PANEL_FROM_ROWS) return { body, table: body, panel: null }
  const workers = Object.values(view?.workers ?? {})
  const headings = order === 'groups' ? new Set(workers.map(groupOf)).size : 0
  const wanted = 1 + workers.length + headings
  const least = Math.max(3, Math.floor(body.rows * PANEL_SHARE))
  const tableRows = Math.min(wanted, body.rows - least)
  const panelRows = body.rows - tableRows - RULER_ROWS
  return { body, table: { ...body, rows: tableRows }, panel: { ...body, rows: panelRows } }
}
