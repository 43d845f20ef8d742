import { accessSync, constants, readFileSync, realpathSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { shellWord } from '../core/text/shell-word.ts'
import type { Disk } from './context.ts'

/**
 * The largest size of a task file. No agent takes more (the largest limit of a built-in profile is 1 MB), and a device or a log file would
 * fill the memory.
 */
const LARGEST_TASK_BYTES = 64 * 1024 * 1024

/** Access to the real disk. */
export function realDisk(): Disk {
  return { readTask, isDirectory: path => stat(path)?.isDirectory() ?? false, keyProblem, realPath }
}

function readTask(path: string): { bytes: Uint8Array } | { problem: string } {
  const found = stat(path)
  if (found === null) return { problem: 'does not exist' }
  if (!found.isFile()) return { problem: 'is not a regular file' }
  if (found.size > LARGEST_TASK_BYTES) return { problem: `has ${found.size} bytes; at most ${LARGEST_TASK_BYTES} are read` }
  try {
    return { bytes: readFileSync(path) }
  } catch (error) {
    return { problem: `cannot be read: ${(error as Error).message}` }
  }
}

function keyProblem(path: string): string | null {
  if (path.endsWith('.pub')) return 'is the public half of a key; name the private one, without .pub'
  // OpenSSH 9.2 replaces %h, ${HOME} and the like in the name of a key file, so it would look for another file.
  if (/%|\$\{/.test(path)) return 'has a % or ${ in its path, which ssh reads as a variable; rename it'
  const found = stat(path)
  if (found === null) return 'does not exist'
  if (!found.isFile()) return 'is not a regular file'
  try {
    accessSync(path, constants.R_OK)
  } catch {
    return 'is not readable for you'
  }
  // OpenSSH ignores a private key that other users may read ("UNPROTECTED PRIVATE KEY FILE").
  return (found.mode & 0o077) === 0 ? null : `is readable by others, so ssh ignores it; run: chmod 600 ${shellWord(path)}`
}

function stat(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null
  } catch {
    // With the errors ENOTDIR, EACCES and ELOOP the path cannot be used, so for a project file it does not exist.
    return null
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(realPath(parent), basename(path))
  }
}
