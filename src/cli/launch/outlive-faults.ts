import type { Log } from '../../supervisor/hands.ts'

/** Errors of a system that has no room for one more file, process or page of memory. They pass after a while. */
const TEMPORARY = ['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM']

/**
 * Keeps the czar running after a temporary fault or an unhandled rejection, because otherwise the fleet would be left alone. The error is
 * logged, and whatever was missed is read the next time. Any other error still ends the process, with its stack on standard error.
 */
export function outliveFaults(log: Log): void {
  process.on('unhandledRejection', error => log.warn({ error: String(error) }, 'a promise that no code waited for was rejected'))
  process.on('uncaughtException', error => {
    // If a program cannot be started (EMFILE), simple-git 4.0 rejects its call. But the child process also emits an 'error' event, which no
    // code listens to, so it arrives here.
    if (isTemporary(error)) return log.warn({ error: String(error) }, 'the system is out of files, processes or memory')
    process.stderr.write(`${error.stack ?? error.message}\n`)
    process.exit(1)
  })
}

function isTemporary(error: Error): boolean {
  return 'code' in error && TEMPORARY.includes(String(error.code))
}
