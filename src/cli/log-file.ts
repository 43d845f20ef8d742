import { join } from 'node:path'
import { pino } from 'pino'
import type { Log } from '../supervisor/hands.ts'

/**
 * Opens the supervisor's own log: JSON lines in `supervisor.log` of the project's directory, written synchronously. On a full disk the
 * lines are lost, because writing a log must never stop the czar.
 */
export function openLogFile(projectDir: string): Log {
  const file = pino.destination({ dest: join(projectDir, 'supervisor.log'), sync: true, mkdir: true, mode: 0o600 })
  file.on('error', () => {})
  const logger = pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, file)
  return {
    info: (facts, message) => attempt(() => logger.info(facts, message)),
    warn: (facts, message) => attempt(() => logger.warn(facts, message)),
  }
}

function attempt(write: () => void): void {
  try {
    write()
  } catch {
    // The disk is full or broken (ENOSPC, EIO), and there is no other place to report this.
  }
}
