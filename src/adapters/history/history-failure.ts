import { dirname } from 'node:path'
import { CzarError, ToolError } from '../../core/model/errors.ts'
import { shellWord } from '../../core/text/shell-word.ts'

/** Runs calls of SQLite on the history. If one of them fails, throws an error that names the file and the reason. */
export function withHistoryErrors<Result>(file: string, what: string, call: () => Result): Result {
  try {
    return call()
  } catch (error) {
    if (error instanceof CzarError || !(error instanceof Error)) throw error
    throw new ToolError(`${what} the history ${file} failed: ${error.message}`, {
      command: ['sqlite', what, file],
      stderr: '',
      status: 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null,
      reason: 'failed',
      hint: `ls -la ${shellWord(dirname(file))}`,
      cause: error,
    })
  }
}
