import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../files/replace-file.ts'

/**
 * Marks that a person ended the fleet: no watchdog launches it again, even in mid-launch. It is written before anything
 * is ended. A czar that a watchdog launches reads it under the lock. So the stopping process sees that lock, or its
 * mark is seen.
 */
export function writeStopMark(projectDir: string, now: number): void {
  replaceFile(fileIn(projectDir), `${JSON.stringify({ version: 1, at: now })}\n`)
}

/** Call it when a person launches the fleet, or the stop was refused. */
export function clearStopMark(projectDir: string): void {
  rmSync(fileIn(projectDir), { force: true })
}

/** Only the file's existence counts, because a stop may leave half of it. */
export function hasStopMark(projectDir: string): boolean {
  return existsSync(fileIn(projectDir))
}

function fileIn(projectDir: string): string {
  return join(projectDir, 'stopped.json')
}
