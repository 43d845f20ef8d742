import type { FileVersions, LostLine } from '../ports/landing-port.ts'

export interface ContentLoss {
  /** Number of lines that tasks on the train added, in the files that this merge changes. */
  readonly added: number
  /** The added lines that are missing in the result of the merge. */
  readonly lost: readonly LostLine[]
}

/** A line counts as rewritten, and not as lost, if one line of the result has at least this share of its words. */
const REWRITTEN = 0.7
/**
 * A line counts as rewritten by the merge if a line of the result has at least this share of its characters, at the beginning and end
 * together. Example: `name=old` became `name=new`.
 */
const ALIKE = 0.6

/**
 * Compares the files before and after an agent merged the train into its branch. Returns two kinds of lost changes of the tasks on the
 * train: added lines that the merge dropped, and removed lines that the merge brought back. A line is not lost if it was moved, if it is
 * part of a line of the result, or if the merge rewrote it into a line that neither side had. Trivial lines (under four characters, or only
 * brackets) do not count, because every file has them.
 */
export function contentLoss(files: readonly FileVersions[]): ContentLoss {
  const results = files.flatMap(({ result }) => linesOf(result))
  const kept = new Map<string, number>()
  for (const line of results) kept.set(line, (kept.get(line) ?? 0) + 1)
  let added = 0
  const lost: LostLine[] = []
  // First, each file is compared with its own result. `kept` counts the copies of each line in all results, and a copy that stands in its
  // own file must not explain the loss of the same line in another file.
  const missing = files.map(({ base, tip, result }) => {
    const news = beyond(linesOf(tip), linesOf(base))
    if (tip !== result) added += news.length
    const gone = beyond(news, linesOf(result))
    for (const line of beyond(news, gone)) take(kept, line)
    return gone
  })
  for (const [at, { path, base, tip, own, result }] of files.entries()) {
    const rewritten = own === null ? [] : beyond(linesOf(result), [base, tip, own].flatMap(linesOf))
    for (const line of missing[at] ?? []) {
      if (!take(kept, line) && !isTakenIn(line, results) && !rewritten.some(other => areAlike(line, other))) lost.push({ path, line })
    }
    const back = beyond(linesOf(result), linesOf(tip))
    const removed = new Set(beyond(linesOf(base), linesOf(tip)))
    for (const line of back) if (removed.has(line)) lost.push({ path, line: `${line} (was removed, and is back)` })
  }
  return { added, lost }
}

/**
 * Returns the lost lines if they are more than the share `most` (0 to 1) of the lines that other tasks added in the changed files, or if a
 * file of another task is gone. Files that the merge did not change do not count: with them, a long train would allow many more lost lines.
 */
export function lossAbove(most: number, files: readonly FileVersions[]): readonly LostLine[] {
  const { added, lost } = contentLoss(files)
  const isFileGone = files.some(({ tip, result }) => tip !== null && result === null)
  return lost.length > added * most || (isFileGone && lost.length > 0) ? lost : []
}

function linesOf(text: string | null): readonly string[] {
  return (text ?? '')
    .split('\n')
    .map(line => line.trim().replaceAll(/\s+/g, ' '))
    .filter(line => line.length >= 4 && /[\p{L}\p{N}]/u.test(line))
}

/** Returns the lines of `text` that are not in `other`. A line that `text` has three times and `other` has once is returned twice. */
export function beyond(text: readonly string[], other: readonly string[]): readonly string[] {
  const left = new Map<string, number>()
  for (const line of other) left.set(line, (left.get(line) ?? 0) + 1)
  return text.filter(line => !take(left, line))
}

function take(counts: Map<string, number>, line: string): boolean {
  const count = counts.get(line) ?? 0
  if (count > 0) counts.set(line, count - 1)
  return count > 0
}

function isTakenIn(line: string, results: readonly string[]): boolean {
  const words = wordsOf(line)
  return results.some(other => {
    if (other === line) return false
    if (other.includes(line)) return true
    const theirs = new Set(wordsOf(other))
    return words.filter(word => theirs.has(word)).length >= words.length * REWRITTEN && words.length > 2
  })
}

function areAlike(line: string, other: string): boolean {
  const most = Math.min(line.length, other.length)
  let start = 0
  while (start < most && line[start] === other[start]) start += 1
  let end = 0
  while (end < most - start && line.at(-1 - end) === other.at(-1 - end)) end += 1
  return start + end >= Math.max(line.length, other.length) * ALIKE
}

function wordsOf(line: string): readonly string[] {
  return line.match(/[\p{L}\p{N}_]+/gu) ?? []
}
