import { dirname } from 'node:path'
import { CzarError, ToolError } from '../../core/model/errors.ts'
import { shellWord } from '../../core/text/shell-word.ts'

/** Runs calls of SQLite on the history. If one of them fails, throws an error that names the file and the reason. */
export function withHistoryErrors<Result>(file: string, what: string, call: () => Result): Result {
  try {
    return call()
  } catch (error) {
    if (error instanceof CzarError || !(error instanceof Error)) throw error
    const code = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null
    throw new ToolError(`${what} the history ${file} failed: ${error.message}`, {
      command: ['sqlite', what, file],
      stderr: '',
      status: code,
      reason: 'failed',
      hint: isDamaged(code)
        ? `mv ${shellWord(file)} ${shellWord(`${file}.broken`)}   # czar begins a new history`
        : `ls -la ${shellWord(dirname(file))}`,
      cause: error,
    })
  }
}

/** SQLite's codes for a damaged file and for a file that is no database. Extended codes have the plain code in their lowest byte. */
function isDamaged(code: number | null): boolean {
  return code !== null && [11, 26].includes(code & 0xff)
}
