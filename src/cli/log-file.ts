import { join } from 'node:path'
import { pino } from 'pino'
import type { Log } from '../supervisor/hands.ts'

/** The supervisor's own log, JSON lines in `supervisor.log` of the project's directory; what is written is on disk at once. */
export function openLogFile(projectDir: string): Log {
  const file = pino.destination({ dest: join(projectDir, 'supervisor.log'), sync: true, mkdir: true, mode: 0o600 })
  const logger = pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, file)
  return {
    info: (facts, message) => logger.info(facts, message),
    warn: (facts, message) => logger.warn(facts, message),
  }
}
