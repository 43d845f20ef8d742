import { join } from 'node:path'

/**
 * The file with the session id for one start of an agent. Czar chooses the id itself, so it knows the id before the program sends a
 * signal.
 */
export function sessionFile(incarnationDirectory: string): string {
  return join(incarnationDirectory, 'session')
}
