import { closeSync, constants, fsyncSync, lstatSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { PreconditionError, ToolError } from '../../../core/model/errors.ts'
import { shellWord } from '../../../core/text/shell-word.ts'

/**
 * Writes a file (mode 0600) in one step: a reader sees either the whole old text or the whole new one, even after a power cut. If it
 * fails, the old file stays. Only one process may write to a path at a time. If there is a symbolic link at `path`, it is replaced and not
 * followed. write-file-atomic 8.0.0 is unsuitable: it calls write once and does not notice if only a part was written. On a disk with 32
 * KB left, it cut 60 KB of JSON to 32 KB, replaced the good file, and reported success (measured).
 */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.new`
  try {
    ensureDirectory(dirname(path))
    // Removes the temporary file that is left if an earlier writer was killed. Its name is always the same, so there is at most one.
    rmSync(temporary, { force: true })
    writeWhole(temporary, text)
    renameSync(temporary, path)
    syncDirectory(dirname(path))
  } catch (error) {
    throw asCzarError(path, temporary, error)
  }
}

/** Creates the directory (mode 0700) if it is missing. Refuses a symbolic link. */
export function ensureDirectory(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (lstatSync(path).isDirectory()) return
  throw new PreconditionError(`${path} is a symbolic link: the czar writes only into directories of its own`, {
    hint: `rm ${shellWord(path)}`,
  })
}

function writeWhole(path: string, text: string): void {
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600)
  try {
    // If only a part is written, writeFileSync goes on with the rest. So if the disk is full, it throws ENOSPC.
    writeFileSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function syncDirectory(path: string): void {
  const descriptor = openSync(path, constants.O_RDONLY)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function asCzarError(path: string, temporary: string, error: unknown): unknown {
  try {
    rmSync(temporary, { force: true })
  } catch {
    // This error is ignored, because the first error is the one to report.
  }
  if (!(error instanceof Error) || !('syscall' in error)) return error
  const hint = 'code' in error && error.code === 'ENOSPC' ? `df -h ${shellWord(dirname(path))}` : `ls -la ${shellWord(dirname(path))}`
  return new ToolError(`${path} could not be written and keeps its old content: ${error.message}`, {
    command: ['write', path],
    stderr: error.message,
    reason: 'failed',
    hint,
    cause: error,
  })
}
