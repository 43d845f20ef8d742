import { resolve } from 'node:path'
import { readTaskFile, writtenTask } from '../../config/build/read-task.ts'
import { lookAtDisk } from '../../config/look-at-disk.ts'
import { UsageError } from '../../core/model/errors.ts'
import type { CliIo } from '../io.ts'
import { readText } from '../read-input.ts'

/**
 * Reads the whole task from a file, or from standard input (`-`). The command reads it itself, because the czar may run in another
 * directory. Throws a UsageError that begins with `refusal`.
 */
export async function readTaskArgument(
  file: string,
  io: CliIo,
  { refusal, hint }: { readonly refusal: string; readonly hint: string },
): Promise<string> {
  const task = file === '-' ? writtenTask(await readText('-', io)) : readTaskFile(resolve(io.cwd, file), file, lookAtDisk())
  if ('problem' in task) throw new UsageError(`${refusal}: ${task.problem}`, { hint })
  return task.text
}
