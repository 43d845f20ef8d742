import type { Row } from './read-screen.ts'

export interface Frame {
  readonly atMs: number
  readonly rows: readonly Row[]
}

/** The start and the end of the time when something is on the screen, in ms. */
export type Span = readonly [number, number]

/** Rows that appear and disappear together. */
export interface Sighting {
  readonly spans: readonly Span[]
  readonly rows: readonly { readonly at: number; readonly row: Row }[]
}

/** Collects each different content of a row once, in groups that are visible at the same times. */
export function findSightings(frames: readonly Frame[], lengthMs: number): readonly Sighting[] {
  const contents = new Map<string, { at: number; row: Row; spans: Span[] }>()
  for (const [index, { atMs, rows }] of frames.entries()) {
    const untilMs = frames[index + 1]?.atMs ?? lengthMs
    for (const [at, row] of rows.entries()) {
      if (row.length === 0) continue
      const key = `${at} ${JSON.stringify(row)}`
      const content = contents.get(key) ?? { at, row, spans: [] }
      contents.set(key, content)
      const last = content.spans.at(-1)
      if (last?.[1] === atMs) content.spans.splice(-1, 1, [last[0], untilMs])
      else content.spans.push([atMs, untilMs])
    }
  }
  const together = Map.groupBy(contents.values(), ({ spans }) => JSON.stringify(spans))
  return [...together.values()].map(rows => ({ spans: rows[0]?.spans ?? [], rows }))
}
