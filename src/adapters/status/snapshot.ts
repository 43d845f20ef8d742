import { hash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { snapshotFile } from './files/project-files.ts'
import { readRegularFile } from './files/read-regular-file.ts'
import { replaceFile } from './files/replace-file.ts'

/** The state folded from a journal up to one of its records. */
export interface StateSnapshot {
  /** Number of the last record that the state includes. */
  readonly seq: number
  /** Checksum of that record and all before it. A journal with a different checksum at that record has a different history. */
  readonly checksum: string
  /** Identifies the version of the rules under which the state was folded. Another version may fold the same events to another state. */
  readonly rules: string
  /** JSON. */
  readonly content: string
}

/** Writes two lines: the head, then the content. Throws ToolError. */
export function writeSnapshot(projectDir: string, snapshot: StateSnapshot): void {
  const { seq, checksum, rules, content } = snapshot
  replaceFile(snapshotFile(projectDir), `${JSON.stringify({ seq, checksum, rules, sum: sumOf(snapshot) })}\n${content}`)
}

/** Largest snapshot. It fits 50,000 tasks; a larger one is not worth reading. */
const MAX_BYTES = 256 * 1024 * 1024

/**
 * Reads the snapshot. Returns null if there is none, if it is unreadable or damaged, or if it was written under another version of the
 * rules than `rules`.
 */
export function readSnapshot(projectDir: string, rules: string): StateSnapshot | null {
  try {
    const reading = readRegularFile(snapshotFile(projectDir), { maxBytes: MAX_BYTES })
    if (reading.kind !== 'read') return null
    const { text } = reading
    const end = text.indexOf('\n')
    const head = JSON.parse(text.slice(0, end))
    const snapshot = { seq: head.seq, checksum: head.checksum, rules, content: text.slice(end + 1) }
    return head.sum === sumOf(snapshot) ? snapshot : null
  } catch {
    return null
  }
}

/** Deletes the snapshot. If this fails, the snapshot stays, and is checked like any other. */
export function forgetSnapshot(projectDir: string): void {
  try {
    rmSync(snapshotFile(projectDir), { force: true, recursive: true })
  } catch {
    // The disk cannot be written.
  }
}

/** A checksum over all fields. If it matches, this code wrote the file. */
function sumOf({ seq, checksum, rules, content }: StateSnapshot): string {
  return hash('sha256', [seq, checksum, rules, content].join('\n'))
}
