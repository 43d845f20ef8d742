import { dirname } from 'node:path'
import { CzarError, ToolError } from '../../core/model/errors.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import { JournalCorrupt } from './journal-errors.ts'

/** Runs calls of SQLite on `file`. If one of them fails, throws an error that names the file, the operation and the reason. */
export function withSqliteErrors<Result>(file: string, what: string, call: () => Result): Result {
  try {
    return call()
  } catch (error) {
    throw asCzarError(file, what, error)
  }
}

function asCzarError(file: string, what: string, error: unknown): unknown {
  if (error instanceof Error && 'syscall' in error) {
    const hint = `ls -la ${shellWord(dirname(file))}`
    return new ToolError(`${what} ${file} failed: ${error.message}`, { command: [what, file], reason: 'failed', hint, cause: error })
  }
  if (error instanceof CzarError || !isSqliteError(error)) return error
  // SQLite's extended error codes (SQLITE_IOERR_WRITE …) have the plain code in their lowest byte.
  const code = error.errcode & 0xff
  if (code === SQLITE.CORRUPT || code === SQLITE.NOTADB) return new JournalCorrupt(file, null, error.errstr, error)
  return new ToolError(`${what} ${file} failed: ${error.errstr} (SQLite ${error.errcode}): ${error.message}`, {
    command: ['sqlite', what, file],
    stderr: error.message,
    status: error.errcode,
    reason: code === SQLITE.BUSY ? 'timeout' : 'failed',
    hint: hintOf(code, file),
    cause: error,
  })
}

/** SQLite's error codes (https://sqlite.org/rescode.html). */
const SQLITE = { BUSY: 5, READONLY: 8, IOERR: 10, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 } as const

function hintOf(code: number, file: string): string {
  const folder = shellWord(dirname(file))
  if (code === SQLITE.FULL) return `df -h ${folder}`
  // This error also comes if there is a folder in the place of the file.
  if (code === SQLITE.IOERR) return `df -h ${folder}; ls -la ${folder}`
  if (code === SQLITE.READONLY || code === SQLITE.CANTOPEN) return `ls -la ${folder}`
  return 'czar doctor'
}

interface SqliteError extends Error {
  readonly errcode: number
  readonly errstr: string
}

function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && 'errstr' in error
}
