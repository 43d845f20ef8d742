import { join } from 'node:path'

/** Where the id of the incarnation's session is kept: chosen by us, so it is known before the program has said anything. */
export function sessionFile(incarnationDirectory: string): string {
  return join(incarnationDirectory, 'session')
}
