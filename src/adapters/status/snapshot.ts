import { hash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { snapshotFile } from './files/project-files.ts'
import { readRegularFile } from './files/read-regular-file.ts'
import { replaceFile } from './files/replace-file.ts'

/** The state as it was after one of the journal's records. With it, czar need not read the whole journal. */
export interface StateSnapshot {
  /** The number of the last record whose event is in the state. */
  readonly seq: number
  /**
   * The checksum of that record and all records before it. If the journal has another checksum there, its history is not the one from
   * which the state was made.
   */
  readonly checksum: string
  /**
   * Names the version of the rules by which the state was made from the events. Another version may make another state from the same
   * events.
   */
  readonly rules: string
  /** The state as JSON. */
  readonly content: string
}

/** Writes the snapshot in two lines: facts about it, and its content. Throws ToolError. */
export function writeSnapshot(projectDir: string, snapshot: StateSnapshot): void {
  const { seq, checksum, rules, content } = snapshot
  replaceFile(snapshotFile(projectDir), `${JSON.stringify({ seq, checksum, rules, sum: sumOf(snapshot) })}\n${content}`)
}

/** The largest snapshot that is read. 50,000 tasks fit into it, and reading a larger one would save no time. */
const MAX_BYTES = 256 * 1024 * 1024

/**
 * Reads the snapshot. Returns null if there is none, if it is unreadable or damaged, or if it was made by another version of the rules
 * than `rules`.
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

/** Deletes the snapshot. If this fails, the snapshot stays, and is checked when it is read. */
export function forgetSnapshot(projectDir: string): void {
  try {
    rmSync(snapshotFile(projectDir), { force: true, recursive: true })
  } catch {
    // The disk cannot be written, so the snapshot stays.
  }
}

/** A checksum of all fields. If it is right, the file is as czar wrote it. */
function sumOf({ seq, checksum, rules, content }: StateSnapshot): string {
  return hash('sha256', [seq, checksum, rules, content].join('\n'))
}
