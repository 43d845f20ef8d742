import type { FileChange } from '../../ports/file-change.ts'
import { counted } from '../../text/counted.ts'
import { listed } from '../../text/listed.ts'
import type { ProofFinding } from '../finding.ts'
import { isTestFile } from '../weakened-tests/test-file.ts'
import type { ContentQuestion } from './find-content.ts'
import { isNamed } from './is-named.ts'

/** A lost file that was smaller than this is not reported, because it held hardly anything. */
const LEAST_BYTES = 80
/** A file counts as emptied if at most this share of it is left. */
const LEFT_SHARE = 0.1
const MOVED_SHARE = 0.5
/** Words with which a task may mean files without naming them, so that removing files may be right. */
const TAKES_AWAY =
  /\b(?:remov|delet|drop|replac|renam|mov(?:e|ing)|split|merg|inlin|extract|restructur|reorgani[sz]|refactor|rewrit|migrat|clean|prun|consolidat|convert|port|unused|obsolete|dead|lösch|entfern|ersetz|verschieb|umbenenn|supprim|remplac|elimin|borra|reemplaz|renombra)/i

/**
 * Finds files that were emptied or deleted, and whose lines are in no other file. They reject the claim if the task does not name them.
 * Lost tests have rules of their own.
 */
export function findLost({ changes, content, isGiven, task }: ContentQuestion): readonly ProofFinding[] {
  const sizes = new Map(content.entries.map(entry => [entry.path, entry]))
  const written = new Set(changes.flatMap(({ added }) => added.map(line => line.trim())))
  const lost = changes.filter(change => {
    const before = sizes.get(change.path)?.before ?? 0
    return before >= LEAST_BYTES && !isGiven(change.path) && !isMoved(change, written)
  })
  const isUnspoken = ({ path }: FileChange) => !isNamed(path, task)
  const deleted = lost.filter(change => change.kind === 'deleted' && !isTestFile(change.path))
  const emptied = lost.filter(({ path, kind }) => {
    const size = sizes.get(path)
    return kind === 'changed' && size?.after != null && size.after <= (size.before ?? 0) * LEFT_SHARE
  })
  return [
    tell(emptied, emptied.some(isUnspoken), 'was emptied', 'were emptied'),
    tell(deleted, !TAKES_AWAY.test(task) && deleted.some(isUnspoken), 'was deleted', 'were deleted'),
  ].flat()
}

/** Whether most of the file's lines are now in another file, so that the file was only moved. */
function isMoved({ removed }: FileChange, written: ReadonlySet<string>): boolean {
  const lines = removed.map(line => line.trim()).filter(line => line.length > 3)
  return lines.length > 0 && lines.filter(line => written.has(line)).length >= lines.length * MOVED_SHARE
}

function tell(files: readonly FileChange[], rejects: boolean, one: string, many: string): readonly ProofFinding[] {
  if (files.length === 0) return []
  return [
    {
      rejects,
      text: `${counted(files.length, 'file')} ${files.length === 1 ? one : many} that the task may not mean: ${listed(files.map(({ path }) => path))}`,
    },
  ]
}
