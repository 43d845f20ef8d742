import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import type { Project } from '../../core/model/project.ts'

/**
 * The hash of the file's present content. It is null if the file cannot be read or is not a regular file: reading a named pipe would block.
 */
export function digestOfFile(file: string): string | null {
  try {
    return statSync(file).isFile() ? digestOf(readFileSync(file)) : null
  } catch {
    return null
  }
}

/** The hash of a project as it was read from its file. */
export function digestOfProject(project: Project): string {
  return digestOf(JSON.stringify(project))
}

/** The SHA-256 of this content, in hexadecimal. */
export function digestOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
