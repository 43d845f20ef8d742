import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../files/replace-file.ts'

/**
 * Writes a note that a person has ended the fleet, so that no watchdog launches it again. This works even while a watchdog is launching a
 * czar. The note is written before anything is ended. A czar that a watchdog launches looks for the note after it has taken the project's
 * lock. So either the process that ends the fleet sees this lock, or that czar sees the note.
 */
export function writeStopMark(projectDir: string, now: number): void {
  replaceFile(fileIn(projectDir), `${JSON.stringify({ version: 1, at: now })}\n`)
}

/** Removes the note. Call this when a person launches the fleet, or if ending the fleet was refused. */
export function clearStopMark(projectDir: string): void {
  rmSync(fileIn(projectDir), { force: true })
}

/** Whether the note exists. Its content does not count, because a crash may leave only half of it. */
export function hasStopMark(projectDir: string): boolean {
  return existsSync(fileIn(projectDir))
}

function fileIn(projectDir: string): string {
  return join(projectDir, 'stopped.json')
}
