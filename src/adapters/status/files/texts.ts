import { PreconditionError } from '../../../core/model/errors.ts'
import type { MessageId } from '../../../core/model/ids.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import { textFile } from './project-files.ts'
import { readRegularFile } from './read-regular-file.ts'
import { replaceFile } from './replace-file.ts'

/** The longest text that is stored, longer than what any agent program takes in one paste. */
const TEXT_MAX_BYTES = 64 * 1024 * 1024

/**
 * Stores the exact text of a message, so that a worker can read it again after its context was compacted. Returns the absolute path. If
 * the file has the same content already, it is not written again.
 */
export function keepText(projectDir: string, message: MessageId, text: string): string {
  const path = textFile(projectDir, message)
  const kept = readRegularFile(path, { maxBytes: TEXT_MAX_BYTES })
  if (kept.kind !== 'read' || kept.text !== text) replaceFile(path, text)
  return path
}

/** The stored text of a message. null: none was stored. */
export function readKeptText(projectDir: string, message: MessageId): string | null {
  const path = textFile(projectDir, message)
  const reading = readRegularFile(path, { maxBytes: TEXT_MAX_BYTES })
  if (reading.kind === 'refused') throw new PreconditionError(`${path} ${reading.reason}`, { hint: `ls -la ${shellWord(path)}` })
  return reading.kind === 'missing' ? null : reading.text
}
