import { PreconditionError } from '../../core/model/errors.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import { type StatusView, statusSchema } from '../../core/views/status.ts'
import { statusFile } from './files/project-files.ts'
import { readRegularFile } from './files/read-regular-file.ts'

/** The largest status file. 500 workers with 500 changed files each fit into it. */
const STATUS_MAX_BYTES = 64 * 1024 * 1024

/**
 * Reads the status that czar last wrote. This works even after czar has ended. Throws PreconditionError if the file is missing or invalid.
 */
export function readStatus(projectDir: string): StatusView {
  const path = statusFile(projectDir)
  const reading = readRegularFile(path, { maxBytes: STATUS_MAX_BYTES })
  if (reading.kind === 'missing') {
    throw new PreconditionError(`there is no status file ${path}: no czar has run this project, or its files are gone`, {
      hint: 'czar launch FILE',
    })
  }
  if (reading.kind === 'refused') throw broken(path, reading.reason)
  return parse(path, reading.text)
}

function parse(path: string, text: string): StatusView {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw broken(path, `is not JSON: ${error instanceof Error ? error.message : error}`)
  }
  const status = statusSchema.safeParse(value)
  if (status.success) return status.data
  const issue = status.error.issues[0]
  throw broken(path, `does not fit at ${issue?.path.join('.') || 'its top'}: ${issue?.message}`)
}

/** The error for a status file that cannot be used. Nothing is lost, because czar makes the file from its state and writes it again. */
function broken(path: string, why: string): PreconditionError {
  return new PreconditionError(plainText(`the status file ${path} ${why}`, 2_000), { hint: `rm ${shellWord(path)}` })
}
