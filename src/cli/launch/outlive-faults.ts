import type { Log } from '../../supervisor/hands.ts'

/** What a system without room for one more file, process or page says; it passes. */
const PASSING = ['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM']

/**
 * A fleet must not be left alone for a fault that passes, or that nobody waited for: it is on record, and what a look
 * would have told, the next one finds. Anything else still ends the process, with its stack on standard error.
 */
export function outliveFaults(log: Log): void {
  process.on('unhandledRejection', error => log.warn({ error: String(error) }, 'a promise failed that nobody waited for'))
  process.on('uncaughtException', error => {
    // simple-git 4.0: where spawn fails with EMFILE the call is refused, and the child's own 'error' event has no listener.
    if (isPassing(error)) return log.warn({ error: String(error) }, 'the system has no room')
    process.stderr.write(`${error.stack ?? error.message}\n`)
    process.exit(1)
  })
}

function isPassing(error: Error): boolean {
  return 'code' in error && PASSING.includes(String(error.code))
}
