/**
 * Returns for each file the workers that changed it, at most `most` of them, because comparing all of them with each other would take too
 * long.
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
