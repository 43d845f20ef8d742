import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { MOST_DETAILS_CHARS } from '../../../core/events/report.ts'
import { UsageError } from '../../../core/model/errors.ts'
import type { CliIo } from '../../io.ts'
import { readText } from '../../read-input.ts'

/** Reads the longer text of a result from a file, or from standard input for `-`. Throws UsageError if the text is empty or too long. */
export async function readDetails(file: string, io: CliIo): Promise<string> {
  const text = file === '-' ? await readText(file, io) : await readWhole(resolve(io.cwd, file))
  if (text.trim() === '') throw new UsageError(`${nameOf(file)} is empty`, { hint: 'czar report done --help' })
  if (text.length <= MOST_DETAILS_CHARS) return text
  throw new UsageError(`${nameOf(file)} has ${text.length} characters; a report has at most ${MOST_DETAILS_CHARS}`, {
    hint: 'say what was built and how it was checked; commit what is longer',
  })
}

async function readWhole(path: string): Promise<string> {
  try {
    const facts = await stat(path)
    // Reading a device or a pipe might never end.
    if (!facts.isFile()) throw new Error('it is not a regular file')
    if (facts.size > MOST_DETAILS_CHARS * 4)
      throw new Error(`it has ${facts.size} bytes; a report has at most ${MOST_DETAILS_CHARS} characters`)
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new UsageError(`${path} cannot be read: ${(cause as Error).message}`, { hint: 'czar report done --help', cause })
  }
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file
}
