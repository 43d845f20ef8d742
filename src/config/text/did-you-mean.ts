import { quote } from '../problem.ts'

/** Suggests the known word that was probably meant, such as `; did you mean "owns"?`. Returns an empty string if no known word is close. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  return near === null ? '' : `; did you mean ${quote(near)}?`
}

function nearest(word: string, known: readonly string[]): string | null {
  const folded = fold(word)
  let best: { name: string; distance: number } | null = null
  for (const name of known) {
    // Words whose lengths differ much are not typing mistakes. Very long words are skipped because comparing them takes too much time.
    if (Math.abs(name.length - word.length) > 3 || word.length > 60) continue
    const distance = editDistance(folded, fold(name))
    if (distance <= Math.max(1, Math.floor(name.length / 3)) && (best === null || distance < best.distance)) best = { name, distance }
  }
  return best?.name ?? null
}

function fold(word: string): string {
  return word.toLowerCase().replaceAll('-', '_')
}

/**
 * The number of insertions, deletions, substitutions and swaps of neighbours that turn one word into the other (optimal string alignment).
 */
function editDistance(left: string, right: string): number {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, column) => column)]
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1]
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      current[column] = Math.min(
        cell(rows, row - 1, column) + 1,
        (current[column - 1] ?? 0) + 1,
        cell(rows, row - 1, column - 1) + (same ? 0 : 1),
        swapped ? cell(rows, row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    rows[row] = current
  }
  return cell(rows, left.length, right.length)
}

function cell(rows: readonly (readonly number[])[], row: number, column: number): number {
  return rows[row]?.[column] ?? 0
}
