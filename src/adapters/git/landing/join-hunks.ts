import { type FirstSide, joinLines } from '../../../core/text/join/join-lines.ts'

/**
 * Takes a merged file with git's conflict markers (diff3), and replaces each conflict by the changes of both sides. Returns null if the
 * changes of two sides exclude each other, or if the markers are incomplete.
 */
export function joinHunks(merged: string, first: FirstSide): string | null {
  const lines: string[] = []
  let at: 'outside' | 'ours' | 'before' | 'theirs' = 'outside'
  let sides = { ours: [] as string[], before: [] as string[], theirs: [] as string[] }
  for (const line of merged.split('\n')) {
    if (at === 'outside' && line.startsWith('<<<<<<< ')) {
      at = 'ours'
      sides = { ours: [], before: [], theirs: [] }
    } else if (at === 'ours' && line.startsWith('||||||| ')) at = 'before'
    else if (at === 'before' && line.trimEnd() === '=======') at = 'theirs'
    else if (at === 'theirs' && line.startsWith('>>>>>>> ')) {
      at = 'outside'
      const joined = joinLines(sides, first)
      if (joined === null) return null
      lines.push(...joined)
    } else if (at === 'outside') lines.push(line)
    else sides[at].push(line)
  }
  return at === 'outside' ? lines.join('\n') : null
}
