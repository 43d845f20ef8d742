import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../files/replace-file.ts'

/**
 * A person has ended the fleet: no watchdog launches it again, whatever it is just doing. Written before anything is ended. A
 * czar that a watchdog launches reads it under the lock, so whoever stops a fleet either sees that lock, or is seen.
 */
export function writeStopMark(projectDir: string, now: number): void {
  replaceFile(fileIn(projectDir), `${JSON.stringify({ version: 1, at: now })}\n`)
}

/** A person launches the fleet, or the stop was refused. */
export function clearStopMark(projectDir: string): void {
  rmSync(fileIn(projectDir), { force: true })
}

/** The file counts, and not its text: half of it was written by a stop as well. */
export function hasStopMark(projectDir: string): boolean {
  return existsSync(fileIn(projectDir))
}

function fileIn(projectDir: string): string {
  return join(projectDir, 'stopped.json')
}
