import { join } from 'node:path'

/** File with the incarnation's session id. The czar chooses the id, so it is known before the program's first signal. */
export function sessionFile(incarnationDirectory: string): string {
  return join(incarnationDirectory, 'session')
}
