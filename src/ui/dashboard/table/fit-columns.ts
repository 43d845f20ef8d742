import type { ColumnRoom } from './columns.ts'

export interface FittedColumn<Column> {
  readonly column: Column
  readonly width: number
}

const GAP = 1

/**
 * Chooses the columns that fit, and their widths. First, columns are taken in the order of their rank as long as their smallest widths fit.
 * Then the chosen columns are widened until they are comfortable. The remaining room goes to columns of lower rank, and then to columns
 * with longer texts. `longest` gives the width of a column's longest text.
 */
export function fitColumns<Column extends ColumnRoom>(
  columns: readonly Column[],
  longest: (column: Column) => number,
  room: number,
): readonly FittedColumn<Column>[] {
  const lengths = new Map(columns.map(column => [column, longest(column)]))
  const needs = (column: Column) => lengths.get(column) ?? 0
  const widths = new Map<Column, number>()
  let left = room + GAP
  const admit = (column: Column) => {
    widths.set(column, column.min)
    left -= column.min + GAP
  }
  const grow = (most: (column: Column) => number) => {
    // Narrow columns are widened first, because a number that is cut is useless, but a sentence that is cut is not.
    for (const [column, width] of [...widths].sort(([one], [other]) => one.max - other.max)) {
      const more = Math.min(left, Math.max(0, Math.min(most(column), needs(column)) - width))
      widths.set(column, width + more)
      left -= more
    }
  }
  const wanted = [...columns].sort((one, other) => one.rank - other.rank).filter(column => column.isAlwaysShown || needs(column) > 0)
  for (const column of wanted) {
    if (column.rank > LAST_ESSENTIAL) grow(essential => essential.comfort ?? essential.max)
    if (left < column.min + GAP) break
    admit(column)
  }
  grow(column => column.max)
  return columns.flatMap(column => {
    const width = widths.get(column)
    return width === undefined ? [] : [{ column, width }]
  })
}

const LAST_ESSENTIAL = 7
