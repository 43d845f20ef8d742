/** The name without case and separators. People and some file systems take `Feat/API_v2` and `feat/api-v2` for the same name. */
export function folded(name: string): string {
  return name.normalize('NFC').toLowerCase().replace(/[-_]/g, '-')
}

/** Returns up to three of `names` that a person who wrote `name` may have meant, the most similar first. */
export function nearMisses(name: string, names: readonly string[]): readonly string[] {
  const twin = { main: 'master', master: 'main' }[name]
  return names
    .map(candidate => ({ candidate, distance: distanceOf(name, candidate, twin) }))
    .filter(({ distance }) => distance <= Math.max(2, Math.floor(name.length / 3)))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

function distanceOf(name: string, candidate: string, twin: string | undefined): number {
  if (candidate === twin || folded(candidate) === folded(name)) return 0
  if (candidate.endsWith(`/${name}`) || candidate.endsWith(`/${twin}`)) return 1
  return editDistance(folded(name), folded(candidate))
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (const [at, letter] of [...left].entries()) {
    const next = [at + 1]
    for (let column = 1; column <= right.length; column++) {
      const change = (row[column - 1] ?? 0) + (right[column - 1] === letter ? 0 : 1)
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[right.length] ?? 0
}
