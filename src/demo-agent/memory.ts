import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The progress on one assignment. It is kept across crashes, so that the worker's next agent continues where the previous one stopped. */
export interface AssignmentMemory {
  /** How many times the text of the task was received. */
  readonly briefs: number
  readonly blocks: Readonly<Record<string, string>>
  /** For each list of steps: the index of the next step, and the message that started the list. */
  readonly plans: Readonly<Record<string, { readonly next: number; readonly message: string | null }>>
}

const NOTHING: AssignmentMemory = { briefs: 0, blocks: {}, plans: {} }

export function recall(directory: string, assignment: string): AssignmentMemory {
  try {
    return JSON.parse(readFileSync(memoryFile(directory, assignment), 'utf8')) as AssignmentMemory
  } catch {
    return NOTHING
  }
}

/** Writes the progress atomically before the next step runs, so that kill -9 loses nothing. */
export function remember(directory: string, assignment: string, memory: AssignmentMemory): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const file = memoryFile(directory, assignment)
  writeFileSync(`${file}.tmp`, JSON.stringify(memory), { mode: 0o600 })
  renameSync(`${file}.tmp`, file)
}

function memoryFile(directory: string, assignment: string): string {
  return join(directory, `${encodeURIComponent(assignment)}.json`)
}
