import type { PatchFile, PatchLine } from './parse-diff.ts'

/** A remark on a line of a diff, before the review is sent. */
export interface Remark {
  /** A number that no other remark of the review has. */
  readonly id: number
  readonly path: string
  readonly side: 'old' | 'new'
  readonly line: number
  /** The line that the remark is about, with its sign. */
  readonly lines: readonly string[]
  /** The lines before and after the remark's line. They tell it apart from other lines with the same text. */
  readonly between: readonly [string, string]
  readonly text: string
  /** Whether the person is still writing the remark. */
  readonly isDraft: boolean
  /** Whether the diff no longer has the line. */
  readonly isGone: boolean
}

/** The remarks and the note that a person has written about a worker's changes but not sent yet. */
export interface Review {
  readonly note: string
  readonly remarks: readonly Remark[]
}

const EMPTY: Review = { note: '', remarks: [] }
/** Of a longer line, only the beginning is quoted. */
const QUOTED_CHARS = 500

/** Makes an empty remark on this line. */
export function remarkOn(file: PatchFile, line: PatchLine, id: number): Remark {
  const lines = linesOf(file)
  const between = betweenAt(lines, lines.indexOf(line))
  const place = { path: file.path, side: sideOf(line), line: numberOf(line), lines: [quoteOf(line)], between }
  return { id, ...place, text: '', isDraft: true, isGone: false }
}

/** Whether the remark belongs to this line. */
export function isOn({ side, line, isGone }: Remark, at: PatchLine): boolean {
  return !isGone && side === sideOf(at) && line === numberOf(at)
}

/**
 * Moves remarks to the lines of a new diff. A remark stays with its line. If several lines have the same text, the remark goes to the line
 * with the same neighbours, or else to the nearest line. If the line is gone, the remark stays in the review and is marked as gone.
 */
export function anchor(remarks: readonly Remark[], files: readonly PatchFile[]): readonly Remark[] {
  return remarks.map(remark => {
    const file = files.find(({ path }) => path === remark.path)
    const lines = file === undefined ? [] : linesOf(file)
    const found = lines.flatMap((line, index) => {
      if (sideOf(line) !== remark.side || quoteOf(line).slice(1) !== remark.lines[0]?.slice(1)) return []
      const between = betweenAt(lines, index)
      const strangers = between.filter((text, side) => text !== remark.between[side]).length
      return [{ line: numberOf(line), between, strangers, distance: Math.abs(numberOf(line) - remark.line) }]
    })
    const [best] = found.toSorted((one, other) => one.strangers - other.strangers || one.distance - other.distance)
    return best === undefined ? { ...remark, isGone: true } : { ...remark, line: best.line, between: best.between, isGone: false }
  })
}

function linesOf({ hunks }: PatchFile): readonly PatchLine[] {
  return hunks.flatMap(({ lines }) => lines)
}

function betweenAt(lines: readonly PatchLine[], index: number): Remark['between'] {
  const [before, after] = [lines[index - 1], lines[index + 1]]
  return [before === undefined ? '' : quoteOf(before).slice(1), after === undefined ? '' : quoteOf(after).slice(1)]
}

function sideOf(line: PatchLine): Remark['side'] {
  return line.new === null ? 'old' : 'new'
}

function numberOf(line: PatchLine): number {
  return line.new ?? line.old ?? 0
}

function quoteOf({ sign, text }: PatchLine): string {
  return text.length <= QUOTED_CHARS ? `${sign}${text}` : `${sign}${text.slice(0, QUOTED_CHARS)}…`
}

/** Reads the review that was begun in this tab. So the review survives a reload and a visit to another page. */
export function readReview(project: string, worker: string): Review {
  try {
    const { note, remarks } = JSON.parse(sessionStorage.getItem(keyOf(project, worker)) ?? 'null') ?? EMPTY
    return typeof note === 'string' && Array.isArray(remarks) ? { note, remarks } : EMPTY
  } catch {
    return EMPTY
  }
}

/** Stores the review in this tab. */
export function keepReview(project: string, worker: string, review: Review): void {
  const isEmpty = review.note === '' && review.remarks.length === 0
  try {
    if (isEmpty) sessionStorage.removeItem(keyOf(project, worker))
    else sessionStorage.setItem(keyOf(project, worker), JSON.stringify(review))
  } catch {
    // The browser's storage is full. The review then exists only in the page.
  }
}

function keyOf(project: string, worker: string): string {
  return `czar-review ${project} ${worker}`
}
