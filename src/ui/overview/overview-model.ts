import type { HostRow, ProjectRow } from '../../core/views/project-row.ts'
import type { Key } from '../dashboard/message.ts'
import type { Notice, Size } from '../dashboard/model.ts'

/** Everything that determines the picture of the list of projects. */
export interface OverviewModel {
  readonly size: Size
  readonly rows: readonly ProjectRow[]
  readonly hosts: readonly HostRow[]
  /** The id of the selected project. Null: the person has chosen none, so the first project is selected. */
  readonly selected: string | null
  /** The result of the last key press. It is shown until the next key press. */
  readonly notice: Notice | null
  /** Whether the number of open items flashes, because a czar has just alerted the terminals. */
  readonly isFlashing: boolean
}

/** How the list of projects was left: with the id of a project, or to the shell. */
export type OverviewEnd = { readonly kind: 'open'; readonly id: string } | { readonly kind: 'quit' }

/** The projects in the order in which they are shown: those that need a person come first, then those whose czar answers. */
export function sortedRows({ rows }: Pick<OverviewModel, 'rows'>): readonly ProjectRow[] {
  // Sorting is stable, so equally urgent projects stay in the order of their names.
  return rows.toSorted((one, other) => urgencyOf(one) - urgencyOf(other))
}

function urgencyOf({ needs, alive }: ProjectRow): number {
  return needs.length > 0 ? 0 : alive ? 1 : 2
}

/** The place of the selected project among the sorted rows. -1: there is no project. */
export function selectedAt(rows: readonly ProjectRow[], { selected }: Pick<OverviewModel, 'selected'>): number {
  const at = rows.findIndex(({ id }) => id === selected)
  return at === -1 && rows.length > 0 ? 0 : at
}

/** Handles one key. It has no side effects itself. */
export function pressOverviewKey(before: OverviewModel, { name, text }: Key): readonly [OverviewModel, OverviewEnd | null] {
  const model: OverviewModel = { ...before, notice: null }
  const pressed = name === '' ? text : name
  if (pressed === 'q' || pressed === 'ctrl-c') return [model, { kind: 'quit' }]
  const rows = sortedRows(model)
  const at = selectedAt(rows, model)
  if (pressed === 'enter') return open(model, rows[at])
  const steps = MOVES[pressed]
  if (steps === undefined) return [model, null]
  const next = rows[Math.max(0, Math.min(rows.length - 1, at + steps))]
  return [{ ...model, selected: next?.id ?? null }, null]
}

const MOVES: Readonly<Record<string, number>> = {
  j: 1,
  down: 1,
  k: -1,
  up: -1,
  g: -Infinity,
  home: -Infinity,
  G: Infinity,
  end: Infinity,
}

/**
 * A project has no dashboard if its czar is of another version and cannot be understood, or if its files cannot be read. The footer says
 * why.
 */
function open(model: OverviewModel, row: ProjectRow | undefined): readonly [OverviewModel, OverviewEnd | null] {
  if (row === undefined) return [model, null]
  if (row.problem !== null) return [{ ...model, notice: { text: `${row.id}: ${row.problem}`, isTrouble: true } }, null]
  return [model, { kind: 'open', id: row.id }]
}
