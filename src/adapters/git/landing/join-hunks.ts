/** More than this is no list that two sides added to. */
const MOST_LINES = 200

/**
 * A merged file with git's markers (diff3), each conflict replaced by the lines of both sides. null: a conflict has lines of the common
 * ancestor, so a side changed or removed something; both sides add the same line, so one may repeat the other; or the marks are
 * not whole.
 */
export function joinHunks(merged: string): string | null {
  const lines: string[] = []
  let at: 'outside' | 'ours' | 'base' | 'theirs' = 'outside'
  let ours: string[] = []
  let theirs: string[] = []
  for (const line of merged.split('\n')) {
    if (at === 'outside' && line.startsWith('<<<<<<< ')) {
      at = 'ours'
      ours = []
      theirs = []
    } else if (at === 'ours' && line.startsWith('||||||| ')) at = 'base'
    else if (at === 'base' && line.trimEnd() === '=======') at = 'theirs'
    else if (at === 'theirs' && line.startsWith('>>>>>>> ')) {
      at = 'outside'
      if (isRepeated(ours, theirs) || ours.length + theirs.length > MOST_LINES) return null
      lines.push(...ours, ...theirs)
    } else if (at === 'base') return null
    else (at === 'ours' ? ours : at === 'theirs' ? theirs : lines).push(line)
  }
  return at === 'outside' ? lines.join('\n') : null
}

/** Whether both add a line that says something: brackets and blank lines are everywhere. */
function isRepeated(ours: readonly string[], theirs: readonly string[]): boolean {
  const said = new Set(ours.map(line => line.trim()).filter(says))
  return theirs.some(line => said.has(line.trim()))
}

function says(line: string): boolean {
  return (line.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 8
}
