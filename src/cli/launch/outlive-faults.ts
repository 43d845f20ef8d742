import type { Log } from '../../supervisor/hands.ts'

/** Errors of a system that has no room for one more file, process or page. They are temporary. */
const PASSING = ['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM']

/**
 * A temporary fault, or an unhandled rejection, must not end the czar and leave the fleet alone. It is logged, and the
 * next reading finds what this one missed. Any other error still ends the process, with its stack on standard error.
 */
export function outliveFaults(log: Log): void {
  process.on('unhandledRejection', error => log.warn({ error: String(error) }, 'a promise failed that nobody waited for'))
  process.on('uncaughtException', error => {
    // In simple-git 4.0, a failed spawn (EMFILE) rejects the call, but the child's own 'error' event has no listener.
    if (isPassing(error)) return log.warn({ error: String(error) }, 'the system has no room')
    process.stderr.write(`${error.stack ?? error.message}\n`)
    process.exit(1)
  })
}

function isPassing(error: Error): boolean {
  return 'code' in error && PASSING.includes(String(error.code))
}
