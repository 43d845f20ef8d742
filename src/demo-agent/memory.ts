import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the program remembers of one assignment, over crashes: a fresh incarnation goes on where the last one was. */
export interface AssignmentMemory {
  /** How often the brief was taken. */
  readonly briefs: number
  readonly blocks: Readonly<Record<string, string>>
  /** By plan: the next step, and the message that started it. */
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

/** Written whole before the next step runs: a kill -9 in between costs no memory. */
export function remember(directory: string, assignment: string, memory: AssignmentMemory): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const file = memoryFile(directory, assignment)
  writeFileSync(`${file}.tmp`, JSON.stringify(memory), { mode: 0o600 })
  renameSync(`${file}.tmp`, file)
}

function memoryFile(directory: string, assignment: string): string {
  return join(directory, `${encodeURIComponent(assignment)}.json`)
}
