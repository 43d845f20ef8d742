import { closeSync, constants, fsyncSync, lstatSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { PreconditionError, ToolError } from '../../../core/model/errors.ts'
import { shellWord } from '../../../core/text/shell-word.ts'

/**
 * Replaces a file (0600) in one step: a reader sees the old or the new text whole, even after a power cut. If anything fails, the old file
 * stays. There is one writer for each path. A symbolic link at `path` is replaced and not followed. write-file-atomic 8.0.0 is unsuitable,
 * because it writes once and ignores a short count. Measured on a disk with 32 KB left: it cut 60 KB of JSON to 32 KB, replaced the good
 * file, and reported success.
 */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.new`
  try {
    ensureDirectory(dirname(path))
    // Removes what a killed writer left. The name is fixed, so that such files do not pile up.
    rmSync(temporary, { force: true })
    writeWhole(temporary, text)
    renameSync(temporary, path)
    syncDirectory(dirname(path))
  } catch (error) {
    throw asCzarError(path, temporary, error)
  }
}

/** Makes a missing directory (0700); refuses a symbolic link. */
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
    // writeFileSync goes on after a short write, so a full disk shows as ENOSPC.
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
    // The first failure is the one to report.
  }
  if (!(error instanceof Error) || !('syscall' in error)) return error
  const hint = 'code' in error && error.code === 'ENOSPC' ? `df -h ${shellWord(dirname(path))}` : `ls -la ${shellWord(dirname(path))}`
  return new ToolError(`writing ${path} failed, what it held stands: ${error.message}`, {
    command: ['write', path],
    stderr: error.message,
    reason: 'failed',
    hint,
    cause: error,
  })
}
