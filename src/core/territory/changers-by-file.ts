/**
 * The workers that changed each file, at most `most` of them per file, because comparing all of them would take
 * quadratic time.
 */
export function changersByFile<Changer>(
  changed: Iterable<readonly [Changer, readonly string[]]>,
  most: number,
): ReadonlyMap<string, readonly Changer[]> {
  const changers = new Map<string, Changer[]>()
  for (const [changer, files] of changed) {
    for (const file of files) {
      const known = changers.get(file)
      if (known === undefined) changers.set(file, [changer])
      else if (known.length < most) known.push(changer)
    }
  }
  return changers
}
