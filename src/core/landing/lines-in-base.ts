import type { LostLine } from '../ports/landing-port.ts'
import { beyond } from './content-loss.ts'

/** Three versions of a file that a task changed. A version is null if the file does not exist in it. */
export interface WorkedFile {
  readonly path: string
  /** The file in the commit where the task's work began. */
  readonly fork: string | null
  readonly own: string | null
  readonly base: string | null
}

export interface LinesInBase {
  /** Number of lines that both the task and base added, or both removed, since the task's work began. */
  readonly found: number
  /** The changes of the task that base does not have. */
  readonly missing: readonly LostLine[]
}

/**
 * Compares a task's changes with the changes of base since the task's work began. It recognises work that a person edited while merging it
 * into base. Base then has more lines than the task, and git reports a conflict. A change of only blanks or the order of lines counts as
 * missing from base, because its text does not show whether base has it.
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

/** Returns all lines that are not empty. Each run of blanks becomes one blank, because a person may have changed the indentation. */
function linesOf(text: string | null): readonly string[] {
  return (text ?? '')
    .split('\n')
    .map(line => line.trim().replaceAll(/\s+/g, ' '))
    .filter(line => line !== '')
}

/** Whether base has every change of the task. */
export function isWhollyInBase({ found, missing }: LinesInBase): boolean {
  return found > 0 && missing.length === 0
}
