import type { LostLine } from '../ports/landing-port.ts'
import { beyond } from './content-loss.ts'

/** The versions of a file that a task changed; null: that version does not have the file. */
export interface WorkedFile {
  readonly path: string
  /** The file where the work began. */
  readonly fork: string | null
  readonly own: string | null
  readonly base: string | null
}

export interface LinesInBase {
  /** Number of lines that the work added or removed, and that base added or removed too since the work began. */
  readonly found: number
  /** The other changes of the work. */
  readonly missing: readonly LostLine[]
}

/**
 * Compares what a task changed with what base changed since the work began. It is for work that somebody edited while landing it: base has
 * more lines than the task, and git sees a conflict. A change of blanks or of the order alone counts as missing.
 */
export function linesInBase(files: readonly WorkedFile[]): LinesInBase {
  let found = 0
  const missing: LostLine[] = []
  for (const file of files) {
    const { path, own, base } = file
    if (own === base) {
      found += 1
      continue
    }
    const { added, removed, lacks, keeps } = comparedTo(file)
    found += added + removed - lacks.length - keeps.length
    missing.push(...lacks.map(line => ({ path, line })), ...keeps.map(line => ({ path, line: `${line} (was removed, and is there)` })))
    if (own === null || base === null) missing.push({ path, line: own === null ? 'the file is there' : 'the file is not there' })
    else if (added + removed === 0 || own.includes('\0')) missing.push({ path, line: 'it differs' })
  }
  return { found, missing }
}

function comparedTo({ fork, own, base }: WorkedFile) {
  const [before, mine, theirs] = [fork, own, base].map(linesOf) as [readonly string[], readonly string[], readonly string[]]
  const added = beyond(mine, before)
  const removed = beyond(before, mine)
  const lacks = beyond(added, beyond(theirs, before))
  const keeps = beyond(removed, beyond(before, theirs))
  return { added: added.length, removed: removed.length, lacks, keeps }
}

/** All lines but empty ones, with single blanks: a person may have indented them. */
function linesOf(text: string | null): readonly string[] {
  return (text ?? '')
    .split('\n')
    .map(line => line.trim().replaceAll(/\s+/g, ' '))
    .filter(line => line !== '')
}

/** Whether base has all that the work changed. */
export function isWhollyInBase({ found, missing }: LinesInBase): boolean {
  return found > 0 && missing.length === 0
}
