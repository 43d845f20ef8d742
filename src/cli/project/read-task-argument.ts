import { resolve } from 'node:path'
import { readTaskFile, writtenTask } from '../../config/build/read-task.ts'
import { realDisk } from '../../config/real-disk.ts'
import { decodeUtf8 } from '../../config/text/decode-utf8.ts'
import { MOST_TASK_CHARS } from '../../core/events/command.ts'
import { UsageError } from '../../core/model/errors.ts'
import type { CliIo } from '../io.ts'
import { readBytes } from '../read-input.ts'

/**
 * Reads the whole task from a file, or from standard input (`-`). The command reads it itself, because the czar may run in another
 * directory. Throws a UsageError that begins with `refusal`.
 */
export async function readTaskArgument(
  file: string,
  io: CliIo,
  { refusal, hint }: { readonly refusal: string; readonly hint: string },
): Promise<string> {
  const task = file === '-' ? readInput(await readBytes(io)) : readTaskFile(resolve(io.cwd, file), file, realDisk())
  const problem = 'problem' in task ? task.problem : whyTooLong(task.text)
  if (problem !== null) throw new UsageError(`${refusal}: ${problem}`, { hint })
  return 'text' in task ? task.text : ''
}

function readInput(bytes: Uint8Array): ReturnType<typeof writtenTask> {
  const decoded = decodeUtf8(bytes)
  if ('text' in decoded) return writtenTask(decoded.text)
  return { problem: `the task is not UTF-8: byte ${decoded.offset}, line ${decoded.line} of standard input; send it as UTF-8` }
}

function whyTooLong({ length }: string): string | null {
  if (length <= MOST_TASK_CHARS) return null
  const [has, most] = [length, MOST_TASK_CHARS].map(count => count.toLocaleString('en'))
  return `the task has ${has} characters, and a command takes at most ${most}; put the details into files, and name them in the task`
}
