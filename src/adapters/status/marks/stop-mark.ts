import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../files/replace-file.ts'

/**
 * Marks that a person ended the fleet, so that no watchdog launches it again, even during a launch. The mark is written before anything is
 * ended. A czar that a watchdog launches reads the mark under its lock. So either the process that stops the fleet sees that lock, or the
 * new czar sees the mark.
 */
export function writeStopMark(projectDir: string, now: number): void {
  replaceFile(fileIn(projectDir), `${JSON.stringify({ version: 1, at: now })}\n`)
}

/** Removes the mark. Call this when a person launches the fleet, or when the stop was refused. */
export function clearStopMark(projectDir: string): void {
  rmSync(fileIn(projectDir), { force: true })
}

/** Only the existence of the file counts, because a crash may leave half of its content. */
export function hasStopMark(projectDir: string): boolean {
  return existsSync(fileIn(projectDir))
}

function fileIn(projectDir: string): string {
  return join(projectDir, 'stopped.json')
}
